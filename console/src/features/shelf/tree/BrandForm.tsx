import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { useSaveBrand } from '../catalogueQueries';
import type { ProductBrand } from '../types';

/** Under whose name products are sold. */
export function BrandForm({ brand, onDone }: { brand: ProductBrand | null; onDone: () => void }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = useSaveBrand();
  const [name, setName] = useState(brand?.name ?? '');
  const send = () =>
    save.mutate(
      { id: brand?.id ?? null, name: name.trim() },
      {
        onSuccess: () => {
          void message.success(t('brands.saved'));
          onDone();
        },
      },
    );
  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('brands.name')} required>
        <Input aria-label={t('brands.name')} autoFocus maxLength={100} value={name} onChange={(input) => setName(input.target.value)} />
      </Form.Item>
      {save.error && <p className="shelf-problem">{problemText(save.error).sentence}</p>}
      <Button type="primary" htmlType="submit" disabled={!name.trim()} loading={save.isPending}>
        {t('save')}
      </Button>
    </Form>
  );
}
