import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { benefitsOf, freshKey, titled, withBenefit, withBenefitTitled, type Draft, type DraftBenefit } from './draft';

/** What each tier is entitled to: benefits down, tiers across. */
export function BenefitSection({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t, i18n } = useTranslation('members');
  // A benefit that no tier has (any more) stays on the page until it is left.
  const [all, setAll] = useState<DraftBenefit[]>(() => benefitsOf(draft));
  const known = new Map(benefitsOf(draft).map((benefit) => [benefit.key, benefit]));
  const shown = [...all.map((benefit) => known.get(benefit.key) ?? benefit), ...[...known.values()].filter(({ key }) => all.every((each) => each.key !== key))];
  const nameOf = (title: Record<string, string>, key: string) => inLanguage(title, i18n.language) ?? key;

  const rename = (benefit: DraftBenefit, words: string) => {
    const title = titled(benefit.title, i18n.language, words);
    setAll(shown.map((each) => (each.key === benefit.key ? { ...each, title } : each)));
    onChange(withBenefitTitled(draft, benefit.key, title));
  };
  const remove = (key: string) => {
    setAll(shown.filter((each) => each.key !== key));
    onChange({ ...draft, tiers: draft.tiers.map((tier) => ({ ...tier, benefits: tier.benefits.filter((benefit) => benefit.key !== key) })) });
  };
  return (
    <section className="panel members-panel">
      <h2>{t('benefits.title')}</h2>
      <p className="muted">{t('benefits.text')}</p>
      {shown.length > 0 && (
        <div className="members-grid-scroll" role="region" aria-label={t('benefits.title')} tabIndex={0}>
          <table className="members-grid">
            <thead>
              <tr>
                <th scope="col">{t('benefits.one')}</th>
                {draft.tiers.map((tier) => (
                  <th key={tier.key} scope="col">
                    {nameOf(tier.title, tier.key)}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {shown.map((benefit, at) => (
                <tr key={benefit.key}>
                  <td>
                    <Input aria-label={t('benefits.nameOf', { number: at + 1 })} maxLength={60} value={inLanguage(benefit.title, i18n.language) ?? ''} onChange={(input) => rename(benefit, input.target.value)} />
                  </td>
                  {draft.tiers.map((tier, index) => (
                    <td key={tier.key} className="members-tick">
                      <Checkbox
                        aria-label={t('benefits.tick', { tier: nameOf(tier.title, tier.key), benefit: nameOf(benefit.title, benefit.key) })}
                        checked={tier.benefits.some(({ key }) => key === benefit.key)}
                        onChange={(box) => onChange(withBenefit(draft, shown, index, benefit.key, box.target.checked))}
                      />
                    </td>
                  ))}
                  <td className="members-tick">
                    <Button type="text" icon={<DeleteOutlined />} aria-label={t('benefits.remove', { benefit: nameOf(benefit.title, benefit.key) })} onClick={() => remove(benefit.key)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < 30 && (
        <Button icon={<PlusOutlined />} onClick={() => setAll([...shown, { key: freshKey('benefit', shown), title: titled({}, i18n.language, t('benefits.fresh')) }])}>
          {t('benefits.add')}
        </Button>
      )}
    </section>
  );
}
