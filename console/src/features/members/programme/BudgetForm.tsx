import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { WallPicker } from '@/page/WallPicker';
import type { Budget, BudgetBody } from '../memberTypes';
import { freshKey } from './draft';
import { useSaveBudget } from './programmeQueries';

interface BudgetFormProps {
  /** Null begins a new one. */
  budget: Budget | null;
  taken: readonly Budget[];
  onDone: () => void;
}

export function BudgetForm({ budget, taken, onDone }: BudgetFormProps) {
  const { t } = useTranslation('members');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = useSaveBudget();
  const [body, setBody] = useState<BudgetBody>({ name: budget?.name ?? '', points_max: budget?.points_max ?? 100_000, starts_at: budget?.starts_at ?? null, ends_at: budget?.ends_at ?? null });
  const change = (part: Partial<BudgetBody>) => setBody({ ...body, ...part });
  const send = () =>
    save.mutate({ id: budget?.id ?? null, key: budget?.key ?? freshKey('budget', taken), body: { ...body, name: body.name.trim() } }, { onSuccess: () => (void message.success(t('budgets.saved')), onDone()) });
  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('budgets.name')} required>
        <Input aria-label={t('budgets.name')} autoFocus maxLength={100} placeholder={t('budgets.nameHint')} value={body.name} onChange={(input) => change({ name: input.target.value })} />
      </Form.Item>
      <Form.Item label={t('budgets.most')} required>
        <InputNumber className="members-number" aria-label={t('budgets.most')} min={budget?.points_used ?? 0} max={1_000_000_000_000_000} precision={0} value={body.points_max} onChange={(most) => most !== null && change({ points_max: most })} />
      </Form.Item>
      <div className="members-row">
        <Form.Item label={t('when.starts')}>
          <WallPicker label={t('when.starts')} clearable value={body.starts_at ?? null} onChange={(starts_at) => change({ starts_at })} />
        </Form.Item>
        <Form.Item label={t('when.ends')}>
          <WallPicker label={t('when.ends')} clearable value={body.ends_at ?? null} onChange={(ends_at) => change({ ends_at })} />
        </Form.Item>
      </div>
      {save.error && <p className="members-problem">{problemText(save.error).sentence}</p>}
      <div className="members-acts">
        <Button type="primary" htmlType="submit" disabled={!body.name.trim()} loading={save.isPending}>
          {t('budgets.save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
