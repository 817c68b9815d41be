import { useQuery } from '@tanstack/react-query';
import { App, Breadcrumb } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Problem } from '@/api/problem';
import { useMay } from '@/app/session';
import { ErrorState } from '@/page/ErrorState';
import { LeaveGuard } from '@/page/LeaveGuard';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { useAddress } from '@/page/useAddress';
import { salesChannelsQuery } from '../orders/orderQueries';
import { BenefitFields } from './BenefitFields';
import { CustomerFields } from './CustomerFields';
import { DeliveryFields } from './DeliveryFields';
import { GoodsFields } from './GoodsFields';
import { QuotePanel } from './QuotePanel';
import { blankDraft } from './staffOrder';
import { useStaffOrder } from './useStaffOrder';
import '../mall.css';
import './newOrder.css';

type Channels = { code: string; name: string; active?: boolean; unpaid_minutes?: number }[];

/** An order that a member of staff places for a customer, priced as it is written. */
export default function NewOrderPage() {
  const { t } = useTranslation('mall');
  const may = useMay('commerce.serve');
  const channels = useQuery(salesChannelsQuery);
  return (
    <Page crumbs={<Breadcrumb items={[{ title: <Link to="/orders">{t('ordersTitle')}</Link> }, { title: t('newOrder.title') }]} />} title={t('newOrder.title')} purpose={t('newOrder.purpose')}>
      {may ? <Loaded query={channels}>{(found) => <Form channels={found.filter((each) => each.active)} />}</Loaded> : <ErrorState error={new Problem(403, 'permission_missing', '', { permission: 'commerce.serve' })} />}
    </Page>
  );
}

function Form({ channels }: { channels: Channels }) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const { search } = useAddress();
  const navigate = useNavigate();
  const left = useRef(false);
  const ordering = useStaffOrder({ ...blankDraft, person: search.get('person'), channel: channels[0]?.code ?? '' }, (id) => {
    left.current = true;
    void message.success(t('newOrder.placed'));
    void navigate(`/orders?order=${id}`);
  });
  const { draft, send } = ordering;
  const dirty = draft.lines.length > 0 || Object.values(draft.address).some(Boolean) || draft.remark !== '';
  return (
    <form
      className="desk"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="desk-fields">
        <CustomerFields ordering={ordering} channels={channels} />
        <GoodsFields ordering={ordering} />
        <DeliveryFields ordering={ordering} />
        <BenefitFields ordering={ordering} />
      </div>
      <QuotePanel ordering={ordering} channel={channels.find((each) => each.code === draft.channel)} />
      <LeaveGuard dirty={dirty} left={left} />
    </form>
  );
}
