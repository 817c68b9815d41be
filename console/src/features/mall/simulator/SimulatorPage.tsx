import { CalculatorOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { EmptyState } from '@/page/EmptyState';
import { Page } from '@/page/Page';
import { PersonChoice } from '@/page/PersonChoice';
import { useAddress } from '@/page/useAddress';
import { useProblemText } from '@/page/useProblemText';
import { kindsQuery } from '../coupons/couponQueries';
import { MoneyField } from '@/page/MoneyField';
import { salesChannelsQuery } from '../orders/orderQueries';
import { promotionsQuery } from '../promotions/promotionQueries';
import { SkuChoice, type ChosenSku } from '../SkuChoice';
import { Priced } from './Priced';
import '../mall.css';

interface Line {
  sku: ChosenSku | null;
  unit: number;
  quantity: number;
}

type Simulation = components['schemas']['SimulationBody'];

/** A cart that nobody pays: what it would cost, with what runs and with drafts besides. */
export default function SimulatorPage() {
  const { t, i18n } = useTranslation('mall');
  const problemText = useProblemText();
  const { search } = useAddress();
  const mayPeople = useMay('people.read');
  const mayMembers = useMay('loyalty.read');
  const [lines, setLines] = useState<Line[]>([{ sku: null, unit: 10_000, quantity: 2 }]);
  const [person, setPerson] = useState<string | null>(null);
  const [tier, setTier] = useState('');
  const [channel, setChannel] = useState('');
  const [freight, setFreight] = useState(0);
  const [coupons, setCoupons] = useState<string[]>(() => search.getAll('coupon'));
  const [drafts, setDrafts] = useState<string[]>(() => search.getAll('promotion'));
  const kinds = useQuery(kindsQuery({ limit: 100 }));
  const promotions = useQuery(promotionsQuery({ state: 'draft', limit: 100 }));
  const channels = useQuery(salesChannelsQuery);
  const tiers = useQuery({ queryKey: ['loyalty', 'tiers'], queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/tiers', { signal })), enabled: mayMembers, staleTime: 60_000 });
  const simulate = useMutation({ mutationFn: (body: Simulation) => unwrap(api.POST('/api/promotions/simulations', { body })) });
  const set = (index: number, part: Partial<Line>) => setLines(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));

  const choose = async (index: number, sku: ChosenSku) => {
    set(index, { sku });
    const book = channels.data?.find((each) => each.code === channel)?.price_book_id ?? channels.data?.[0]?.price_book_id;
    if (!book) return;
    const [price] = await unwrap(api.GET('/api/commerce/price-books/{price_book_id}/prices', { params: { path: { price_book_id: book }, query: { sku_id: [sku.id] } } })).catch(() => []);
    if (price) setLines((now) => now.map((line, at) => (at === index ? { ...line, sku, unit: price.unit_minor } : line)));
  };

  const send = () =>
    simulate.mutate({
      lines: lines.map(({ sku, unit, quantity }, index) => ({
        line_id: String(index + 1),
        sku: sku?.id ?? `line-${index + 1}`,
        unit_minor: unit,
        quantity,
        product: sku?.product.id ?? '',
        category_path: sku?.product.category_id ? [sku.product.category_id] : [],
        brand: sku?.product.brand_id ?? '',
        tags: sku?.product.tags ?? [],
        floor_minor: sku?.product.skus.find((each) => each.id === sku.id)?.floor_minor ?? 0,
      })),
      person_id: person,
      tier: person ? '' : tier,
      channel,
      freight_minor: freight,
      coupon_kind_ids: coupons,
      promotion_ids: drafts,
    });

  const titles = Object.fromEntries(lines.map(({ sku }, index) => [String(index + 1), sku?.product.title ?? t('simulator.anyGoods')]));
  return (
    <Page title={t('simulatorTitle')} purpose={t('simulatorTitlePurpose')}>
      <div className="mall-till">
        <Form layout="vertical" className="panel mall-panel" onFinish={send}>
          <h2>{t('simulator.cart')}</h2>
          {lines.map((line, index) => (
            <div key={index} className="mall-tier">
              <SkuChoice label={t('simulator.goods', { number: index + 1 })} value={line.sku?.id ?? null} onChoose={(sku) => void choose(index, sku)} />
              <MoneyField label={t('simulator.price', { number: index + 1 })} value={line.unit} onChange={(unit) => set(index, { unit: unit ?? 0 })} />
              <InputNumber className="mall-few" prefix="×" aria-label={t('simulator.units', { number: index + 1 })} min={1} precision={0} value={line.quantity} onChange={(quantity) => set(index, { quantity: quantity ?? 1 })} />
              {lines.length > 1 && <Button type="text" icon={<DeleteOutlined />} aria-label={t('simulator.remove', { number: index + 1 })} onClick={() => setLines(lines.filter((_, at) => at !== index))} />}
            </div>
          ))}
          <div className="mall-acts">
            <Button icon={<PlusOutlined />} onClick={() => setLines([...lines, { sku: null, unit: 10_000, quantity: 1 }])}>
              {t('simulator.add')}
            </Button>
          </div>
          <h2>{t('simulator.who')}</h2>
          <div className="mall-row">
            {mayPeople && (
              <Form.Item label={t('simulator.person')}>
                <PersonChoice label={t('simulator.anyone')} value={person} onChange={setPerson} onClear={() => setPerson(null)} />
              </Form.Item>
            )}
            <Form.Item label={t('simulator.tier')}>
              <Select aria-label={t('simulator.tier')} disabled={person !== null} value={tier} onChange={setTier} options={[{ value: '', label: t('simulator.noTier') }, ...(tiers.data ?? []).map((each) => ({ value: each.key, label: inLanguage(each.title, i18n.language) ?? each.key }))]} />
            </Form.Item>
            <Form.Item label={t('orders.channel')}>
              <Select aria-label={t('orders.channel')} value={channel} onChange={setChannel} options={[{ value: '', label: t('simulator.noChannel') }, ...(channels.data ?? []).map((each) => ({ value: each.code, label: each.name }))]} />
            </Form.Item>
            <Form.Item label={t('sums.freight')}>
              <MoneyField label={t('sums.freight')} value={freight} onChange={(minor) => setFreight(minor ?? 0)} />
            </Form.Item>
          </div>
          <Form.Item label={t('simulator.coupons')}>
            <Select mode="multiple" aria-label={t('simulator.coupons')} placeholder={t('simulator.noCoupon')} value={coupons} onChange={setCoupons} showSearch={{ optionFilterProp: 'label' }} options={(kinds.data?.items ?? []).map((kind) => ({ value: kind.id, label: kind.name }))} />
          </Form.Item>
          <Form.Item label={t('simulator.drafts')} extra={t('simulator.draftsHint')}>
            <Select mode="multiple" aria-label={t('simulator.drafts')} placeholder={t('simulator.noDraft')} value={drafts} onChange={setDrafts} showSearch={{ optionFilterProp: 'label' }} options={(promotions.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))} />
          </Form.Item>
          {simulate.error && <p className="mall-problem">{problemText(simulate.error).sentence}</p>}
          <Button type="primary" htmlType="submit" block loading={simulate.isPending}>
            {t('simulator.run')}
          </Button>
        </Form>
        <section className="panel mall-panel" aria-live="polite">
          {simulate.data ? <Priced priced={simulate.data} titles={titles} /> : <EmptyState icon={<CalculatorOutlined />} title={t('simulator.none')} text={t('simulator.noneText')} />}
        </section>
      </div>
    </Page>
  );
}
