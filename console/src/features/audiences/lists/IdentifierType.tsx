import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSpeech } from '../useSpeech';
import { wordsQuery } from '../wordQueries';

const usual = ['phone', 'email', 'user_id', 'member_no', 'unionid', 'external_userid'];

/** What a column of numbers and names is: a phone, a member number, any identifier that people have. */
export function IdentifierType({ id, value, onChange }: { id: string; value: string; onChange: (type: string) => void }) {
  const { t } = useTranslation('audiences');
  const speech = useSpeech();
  const seen = useQuery(wordsQuery).data?.identifiers.map((each) => each.name) ?? [];
  const types = [...new Set([...usual, ...seen.filter((name) => name !== 'anonymous_id')])];
  return <Select id={id} aria-label={t('lists.uploadKind')} value={value} options={types.map((type) => ({ value: type, label: speech.word('identifiers', type) }))} onChange={onChange} />;
}
