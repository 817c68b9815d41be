import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import { WallPicker } from '@/page/WallPicker';
import { useGrantGrowth, useGrantPoints } from '../memberQueries';
import type { Member } from '../memberTypes';
import { causeOf } from './cause';

interface GrantFormProps {
  what: 'give' | 'take' | 'growth';
  member: Member;
  name: string;
  onDone: () => void;
}

/** Points or growth value by hand, with the reason; sent twice it counts once. */
export function GrantForm({ what, member, name, onDone }: GrantFormProps) {
  const { t } = useTranslation('members');
  const { message } = App.useApp();
  const format = useFormat();
  const problemText = useProblemText();
  const points = useGrantPoints(member.person_id);
  const growth = useGrantGrowth(member.person_id);
  const [cause] = useState(causeOf);
  const [count, setCount] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [until, setUntil] = useState<string | null>(null);
  const error = points.error ?? growth.error;
  const least = what === 'growth' ? -member.growth : 1;
  const most = what === 'take' ? member.points.available : 1_000_000_000;

  const send = () => {
    if (!count || !note.trim()) return;
    const done = { onSuccess: () => (void message.success(t('grant.done')), onDone()) };
    if (what === 'growth') growth.mutate({ growth: count, cause, note: note.trim() }, done);
    else points.mutate({ points: what === 'take' ? -count : count, cause, note: note.trim(), expires_at: what === 'give' ? until : null }, done);
  };

  return (
    <Form layout="vertical" className="members-form" onFinish={send}>
      <div className="members-row">
        <Form.Item label={t(`grant.count.${what}`)} required extra={what === 'growth' ? t('grant.growthHint') : undefined}>
          <InputNumber className="members-number" aria-label={t(`grant.count.${what}`)} autoFocus min={least} max={most} precision={0} value={count} onChange={setCount} />
        </Form.Item>
        {what === 'give' && (
          <Form.Item label={t('grant.expires')}>
            <WallPicker label={t('grant.expires')} placeholder={t('grant.byProgramme')} clearable value={until} onChange={setUntil} />
          </Form.Item>
        )}
      </div>
      <Form.Item label={t('grant.note')} required>
        <Input aria-label={t('grant.note')} placeholder={t('grant.noteHint')} maxLength={300} value={note} onChange={(input) => setNote(input.target.value)} />
      </Form.Item>
      {error && <p className="members-problem">{problemText(error).sentence}</p>}
      <div className="members-acts">
        <Button type="primary" danger={what === 'take'} htmlType="submit" disabled={!count || !note.trim()} loading={points.isPending || growth.isPending}>
          {t(`grant.do.${what}`, { count: count ?? 0, shown: format.number(count ?? 0), name })}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
