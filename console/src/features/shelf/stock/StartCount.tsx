import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { locationsQuery, useStartCount } from './stockQueries';

/** Where to count. */
export function StartCount({ onDone }: { onDone: (id: string) => void }) {
  const { t } = useTranslation('shelf');
  const problemText = useProblemText();
  const locations = useQuery(locationsQuery);
  const start = useStartCount();
  const [location, setLocation] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const at = location ?? locations.data?.[0]?.id ?? null;
  return (
    <Form layout="vertical" onFinish={() => at && start.mutate({ location_id: at, note: note.trim() }, { onSuccess: (made) => onDone(made.id) })}>
      <Form.Item label={t('stock.location')} required>
        <Select aria-label={t('stock.location')} value={at} loading={locations.isLoading} onChange={setLocation} options={(locations.data ?? []).map((each) => ({ value: each.id, label: each.name }))} />
      </Form.Item>
      <Form.Item label={t('transfers.note')}>
        <Input aria-label={t('transfers.note')} maxLength={500} value={note} onChange={(input) => setNote(input.target.value)} />
      </Form.Item>
      {start.error && <p className="shelf-problem">{problemText(start.error).sentence}</p>}
      <Button type="primary" htmlType="submit" disabled={!at} loading={start.isPending}>
        {t('counts.start')}
      </Button>
    </Form>
  );
}
