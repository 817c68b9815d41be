import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { exactTime } from '@/format/time';
import { amount } from '@/format/number';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { useNow } from '@/page/Time';
import { WhoMayGive } from '@/page/WhoMayGive';
import { useProblemText } from '@/page/useProblemText';
import { brandQuery, useChangeBrand, type Brand } from './organizationQueries';
import './organization.css';

/** How the installation presents itself, cuts days and counts money. */
export default function BrandPage() {
  const { t } = useTranslation('organization');
  const brand = useQuery(brandQuery);
  return (
    <Page title={t('brand.title')} purpose={t('brand.titlePurpose')}>
      <Loaded query={brand} rows={5}>
        {(loaded) => <BrandForm brand={loaded} />}
      </Loaded>
    </Page>
  );
}

function BrandForm({ brand }: { brand: Brand }) {
  const { t, i18n } = useTranslation('organization');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const mayManage = useMay('organization.manage_brand');
  const [form] = Form.useForm<Brand>();
  const typed = Form.useWatch([], form) ?? brand;
  const change = useChangeBrand();
  const options = useMemo(() => ({ zones: zoneOptions(), currencies: currencyOptions(i18n.language) }), [i18n.language]);

  const save = (values: Brand) =>
    change.mutate(values, {
      onSuccess: () => void message.success(t('saved')),
      onError: (error) => void message.error(problemText(error).sentence),
    });

  return (
    <div className="brand">
      <Form form={form} layout="vertical" requiredMark={false} className="panel brand-form" initialValues={brand} disabled={!mayManage || change.isPending} onFinish={save}>
        <Form.Item name="name" label={t('brand.name')} extra={t('brand.nameHint')} rules={[{ required: true, whitespace: true, max: 100, message: t('missing') }]}>
          <Input />
        </Form.Item>
        <Form.Item name="timezone" label={t('brand.timezone')} extra={t('brand.timezoneHint')}>
          <Select showSearch options={options.zones} />
        </Form.Item>
        <Form.Item name="currency" label={t('brand.currency')} extra={t('brand.currencyHint')}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={options.currencies} />
        </Form.Item>
        {typed.timezone && typed.timezone !== brand.timezone && <Alert type="info" showIcon title={t('brand.timezoneChange')} className="brand-note" />}
        {mayManage ? (
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('save')}
          </Button>
        ) : (
          <Alert type="info" showIcon title={<WhoMayGive permission="organization.manage_brand" />} />
        )}
      </Form>
      <BrandPreview brand={{ name: typed.name ?? brand.name, timezone: typed.timezone ?? brand.timezone, currency: typed.currency ?? brand.currency }} />
    </div>
  );
}

/** What the choices lead to, before they are saved. */
function BrandPreview({ brand }: { brand: Brand }) {
  const { t, i18n } = useTranslation('organization');
  const now = useNow();
  return (
    <section className="panel brand-preview" aria-label={t('brand.preview')}>
      <h2>{t('brand.preview')}</h2>
      <Facts
        facts={[
          { label: t('brand.previewName'), value: <strong>{brand.name}</strong> },
          { label: t('brand.previewNow'), value: exactTime(now, i18n.language, brand.timezone) },
          { label: t('brand.previewDay'), value: t('brand.midnight', { zone: brand.timezone }) },
          { label: t('brand.previewMoney'), value: amount(12_480.5, i18n.language, brand.currency) },
        ]}
      />
    </section>
  );
}

function zoneOptions() {
  return Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));
}

function currencyOptions(language: string) {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((currency) => ({ value: currency, label: `${currency} · ${names.of(currency) ?? currency}` }));
}
