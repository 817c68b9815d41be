import { App, Button, Form, Input, InputNumber } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { CategorySelect } from '../CategorySelect';
import { useSaveCategory } from '../catalogueQueries';
import type { Category } from '../types';
import { idsWithin } from './branches';

/** A category's name and place; moved, it takes along all below it. */
export function CategoryForm({ category, categories, onDone }: { category: Category | null; categories: Category[]; onDone: () => void }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = useSaveCategory();
  const [name, setName] = useState(category?.name ?? '');
  const [parent, setParent] = useState<string | null>(category?.parent_id ?? null);
  const [position, setPosition] = useState(category?.position ?? 0);
  const within = useMemo(() => (category ? idsWithin(categories, category.id) : undefined), [category, categories]);
  const send = () =>
    save.mutate(
      { id: category?.id ?? null, body: { name: name.trim(), parent_id: parent, position } },
      {
        onSuccess: () => {
          void message.success(t('categories.saved'));
          onDone();
        },
      },
    );
  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('categories.name')} required>
        <Input aria-label={t('categories.name')} autoFocus maxLength={100} value={name} onChange={(input) => setName(input.target.value)} />
      </Form.Item>
      <Form.Item label={t('categories.parent')}>
        <CategorySelect label={t('categories.parent')} placeholder={t('categories.root')} value={parent} onChange={setParent} without={within} />
      </Form.Item>
      <Form.Item label={t('categories.position')} extra={t('categories.positionExtra')}>
        <InputNumber aria-label={t('categories.position')} min={0} max={100_000} precision={0} value={position} onChange={(value) => setPosition(value ?? 0)} />
      </Form.Item>
      {save.error && <p className="shelf-problem">{problemText(save.error).sentence}</p>}
      <Button type="primary" htmlType="submit" disabled={!name.trim()} loading={save.isPending}>
        {t('save')}
      </Button>
    </Form>
  );
}
