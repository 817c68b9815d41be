import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import type { PriceBook } from '../types';
import { useSaveBook } from './priceQueries';

/** A price book's name, and the book that says what it does not. */
export function BookForm({ book, books, onDone }: { book: PriceBook | null; books: PriceBook[]; onDone: (id: string) => void }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = useSaveBook();
  const [name, setName] = useState(book?.name ?? '');
  const [parent, setParent] = useState<string | null>(book?.parent_id ?? null);
  const send = () =>
    save.mutate(
      { id: book?.id ?? null, body: { name: name.trim(), parent_id: parent } },
      {
        onSuccess: (made) => {
          void message.success(t('prices.bookSaved'));
          onDone(made.id);
        },
      },
    );
  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('prices.name')} required>
        <Input aria-label={t('prices.name')} autoFocus maxLength={100} value={name} onChange={(input) => setName(input.target.value)} />
      </Form.Item>
      <Form.Item label={t('prices.parentBook')} extra={t('prices.parentBookExtra')}>
        <Select
          aria-label={t('prices.parentBook')}
          value={parent ?? ''}
          onChange={(id: string) => setParent(id || null)}
          options={[{ value: '', label: t('prices.noParent') }, ...books.filter((each) => each.id !== book?.id).map((each) => ({ value: each.id, label: each.name }))]}
        />
      </Form.Item>
      {save.error && <p className="shelf-problem">{problemText(save.error).sentence}</p>}
      <Button type="primary" htmlType="submit" disabled={!name.trim()} loading={save.isPending}>
        {t('save')}
      </Button>
    </Form>
  );
}
