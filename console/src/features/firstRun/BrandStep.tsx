import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import { WhoMayGive } from '@/page/WhoMayGive';
import { useNameBrand } from './firstRunQueries';

export function BrandStep() {
  const { t } = useTranslation('firstRun');
  const { brand } = useMe();
  const permitted = useMay('organization.manage_brand');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const nameBrand = useNameBrand();
  if (!permitted) return <WhoMayGive permission="organization.manage_brand" />;
  return (
    <Form<{ name: string }>
      layout="inline"
      requiredMark={false}
      className="start-form"
      initialValues={{ name: brand.name === 'siyu' ? '' : brand.name }}
      onFinish={({ name }) => nameBrand.mutate(name.trim(), { onError: (error) => void message.error(problemText(error).sentence) })}
    >
      <Form.Item name="name" label={t('brand.name')} rules={[{ required: true, whitespace: true, message: t('brand.missing') }]}>
        <Input maxLength={100} placeholder={t('brand.example')} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={nameBrand.isPending}>
        {t('brand.save')}
      </Button>
    </Form>
  );
}
