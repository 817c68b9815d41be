import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { readyLines, SkuLines, type SkuLine } from './SkuLines';
import { locationsQuery, useSendTransfer } from './stockQueries';

/** Goods that leave one place for another. */
export function TransferForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const locations = useQuery(locationsQuery);
  const send = useSendTransfer();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [lines, setLines] = useState<SkuLine[]>([{ sku_id: null, quantity: null }]);
  const ready = readyLines(lines, 1);
  const places = (without: string | null) => (locations.data ?? []).filter((each) => each.id !== without).map((each) => ({ value: each.id, label: each.name }));
  const submit = () => {
    if (!from || !to) return;
    send.mutate(
      { from_id: from, to_id: to, note: note.trim(), lines: ready },
      {
        onSuccess: () => {
          void message.success(t('transfers.done'));
          onDone();
        },
      },
    );
  };
  return (
    <Form layout="vertical" onFinish={submit}>
      <div className="shelf-row">
        <Form.Item label={t('transfers.from')} required>
          <Select aria-label={t('transfers.from')} value={from} onChange={setFrom} options={places(to)} />
        </Form.Item>
        <Form.Item label={t('transfers.to')} required>
          <Select aria-label={t('transfers.to')} value={to} onChange={setTo} options={places(from)} />
        </Form.Item>
      </div>
      <Form.Item label={t('lines.label')} required>
        <SkuLines lines={lines} least={1} onChange={setLines} />
      </Form.Item>
      <Form.Item label={t('transfers.note')}>
        <Input aria-label={t('transfers.note')} maxLength={500} value={note} onChange={(input) => setNote(input.target.value)} />
      </Form.Item>
      {send.error && <p className="shelf-problem">{problemText(send.error).sentence}</p>}
      <Button type="primary" htmlType="submit" disabled={!from || !to || ready.length === 0} loading={send.isPending}>
        {t('transfers.send')}
      </Button>
    </Form>
  );
}
