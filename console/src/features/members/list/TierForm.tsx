import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useProblemText } from '@/page/useProblemText';
import { WallPicker } from '@/page/WallPicker';
import { tiersQuery, useSetTier } from '../memberQueries';
import type { Member } from '../memberTypes';

interface TierFormProps {
  member: Member;
  name: string;
  onDone: () => void;
}

/** A tier by hand, kept until its review. */
export function TierForm({ member, name, onDone }: TierFormProps) {
  const { t, i18n } = useTranslation('members');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const tiers = useQuery(tiersQuery).data ?? [];
  const set = useSetTier(member.person_id);
  const [tier, setTier] = useState<string>();
  const [until, setUntil] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const titled = (key: string) => inLanguage(tiers.find((each) => each.key === key)?.title, i18n.language) ?? key;
  const send = () => tier && set.mutate({ tier, until, note: note.trim() }, { onSuccess: () => (void message.success(t('grant.done')), onDone()) });
  return (
    <Form layout="vertical" className="members-form" onFinish={send}>
      <div className="members-row">
        <Form.Item label={t('grant.tier')} required>
          <Select aria-label={t('grant.tier')} value={tier} onChange={setTier} options={tiers.map(({ key }) => ({ value: key, label: titled(key), disabled: key === member.tier }))} />
        </Form.Item>
        <Form.Item label={t('grant.until')}>
          <WallPicker label={t('grant.until')} placeholder={t('grant.byProgramme')} clearable value={until} onChange={setUntil} />
        </Form.Item>
      </div>
      <Form.Item label={t('grant.note')} required>
        <Input aria-label={t('grant.note')} placeholder={t('grant.noteHint')} maxLength={300} value={note} onChange={(input) => setNote(input.target.value)} />
      </Form.Item>
      {set.error && <p className="members-problem">{problemText(set.error).sentence}</p>}
      <div className="members-acts">
        <Button type="primary" htmlType="submit" disabled={!tier || !note.trim()} loading={set.isPending}>
          {t('grant.do.tier', { name, tier: tier ? titled(tier) : '' })}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
