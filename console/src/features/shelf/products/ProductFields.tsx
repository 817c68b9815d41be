import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { CategorySelect } from '../CategorySelect';
import { brandsQuery } from '../catalogueQueries';
import { PairsField } from './PairsField';
import { PicturesField } from './PicturesField';

export type ProductBody = components['schemas']['ProductBody'];

export const emptyProduct: ProductBody = { title: '', subtitle: '', description: '', category_id: null, brand_id: null, tags: [], attributes: {}, options: {}, pictures: [] };

/** What a product is called and looks like. */
export function ProductFields({ body, onChange }: { body: ProductBody; onChange: (part: Partial<ProductBody>) => void }) {
  const { t } = useTranslation('shelf');
  const brands = useQuery(brandsQuery);
  return (
    <>
      <Form.Item label={t('product.title')} required>
        <Input aria-label={t('product.title')} maxLength={200} value={body.title} onChange={(input) => onChange({ title: input.target.value })} />
      </Form.Item>
      <Form.Item label={t('product.subtitle')}>
        <Input aria-label={t('product.subtitle')} maxLength={200} value={body.subtitle} onChange={(input) => onChange({ subtitle: input.target.value })} />
      </Form.Item>
      <div className="shelf-row">
        <Form.Item label={t('product.category')}>
          <CategorySelect label={t('product.category')} placeholder={t('product.noCategory')} value={body.category_id ?? null} onChange={(id) => onChange({ category_id: id })} />
        </Form.Item>
        <Form.Item label={t('product.brand')}>
          <Select
            aria-label={t('product.brand')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('product.noBrand')}
            loading={brands.isLoading}
            value={body.brand_id ?? undefined}
            onChange={(id: string | undefined) => onChange({ brand_id: id ?? null })}
            options={(brands.data ?? []).map((brand) => ({ value: brand.id, label: brand.name }))}
          />
        </Form.Item>
      </div>
      <Form.Item label={t('product.tags')}>
        <Select mode="tags" aria-label={t('product.tags')} open={false} suffixIcon={null} tokenSeparators={[',', ' ']} placeholder={t('product.tagsHint')} value={body.tags} onChange={(tags: string[]) => onChange({ tags })} />
      </Form.Item>
      <Form.Item label={t('product.pictures')}>
        <PicturesField value={body.pictures ?? []} onChange={(pictures) => onChange({ pictures })} />
      </Form.Item>
      <Form.Item label={t('product.attributes')}>
        <PairsField value={body.attributes ?? {}} onChange={(attributes) => onChange({ attributes })} />
      </Form.Item>
      <Form.Item label={t('product.description')}>
        <Input.TextArea aria-label={t('product.description')} autoSize={{ minRows: 3, maxRows: 12 }} maxLength={50_000} value={body.description} onChange={(input) => onChange({ description: input.target.value })} />
      </Form.Item>
    </>
  );
}
