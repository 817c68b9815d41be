import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import { useMay } from '@/app/session';
import type { Rule } from '../rules/ruleForms';
import { categoriesOf, wordsOf, withCategories, withWords } from './scopes';

/** For which goods, where and for whom a rule holds; nothing chosen is everything. */
export function ScopeFields({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const { t, i18n } = useTranslation('mall');
  const mayGoods = useMay('commerce.read');
  const mayTiers = useMay('loyalty.read');
  const categories = useQuery({ queryKey: ['categories'], queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/categories', { signal })), enabled: mayGoods });
  const channels = useQuery({ queryKey: ['sales-channels'], queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/sales-channels', { signal })), enabled: mayGoods });
  const tiers = useQuery({ queryKey: ['loyalty', 'tiers'], queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/tiers', { signal })), enabled: mayTiers });
  const language = i18n.language.slice(0, 2);
  const chosen = categoriesOf(rule);
  const many = (label: string, value: string[], options: { value: string; label: string }[], change: (words: string[]) => void) => (
    <Form.Item label={label}>
      <Select mode="multiple" className="mall-scope" aria-label={label} placeholder={t('promotions.scope.all')} value={value} options={options} optionFilterProp="label" onChange={change} allowClear />
    </Form.Item>
  );
  return (
    <div className="mall-scopes">
      {chosen &&
        mayGoods &&
        many(
          t('promotions.scope.categories'),
          chosen,
          (categories.data ?? []).map((each) => ({ value: each.id, label: each.name })),
          (words) => onChange(withCategories(rule, words)),
        )}
      {mayGoods &&
        many(
          t('promotions.scope.channels'),
          wordsOf(rule, 'channels'),
          (channels.data ?? []).map((each) => ({ value: each.code, label: each.name })),
          (words) => onChange(withWords(rule, 'channels', words)),
        )}
      {mayTiers &&
        many(
          t('promotions.scope.tiers'),
          wordsOf(rule, 'tiers'),
          (tiers.data ?? []).map((each) => ({ value: each.key, label: each.title[language] ?? each.key })),
          (words) => onChange(withWords(rule, 'tiers', words)),
        )}
    </div>
  );
}
