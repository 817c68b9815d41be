import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { plainValue } from '@/format/value';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { useProblemText } from '@/page/useProblemText';
import { locationsQuery, orderQuery } from '../orders/orderQueries';
import { PersonName } from '../PersonName';
import type { AfterSale } from '../types';
import { useDecide, type Decision } from './afterSaleQueries';

/** What a customer asks, for which goods, and what is answered. */
export function AfterSaleDesk({ ask, tone }: { ask: AfterSale; tone: ToneName }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const order = useQuery(orderQuery(ask.order_id));
  const facts = [
    { label: t('after.columns.state'), value: <Tone tone={tone}>{t(`after.states.${ask.state}`)}</Tone> },
    { label: t('after.columns.kind'), value: t(`after.kinds.${ask.kind}`) },
    { label: t('after.order'), value: <Link to={`/orders?order=${ask.order_id}`}>{ask.order_id}</Link> },
    ...(order.data ? [{ label: t('orders.customer'), value: <PersonName id={order.data.person_id} /> }] : []),
    { label: t('after.columns.reason'), value: plainValue(ask.reason || null) },
    { label: t('after.back'), value: format.money(ask.amount_minor) },
    ...(ask.points ? [{ label: t('after.pointsBack'), value: format.number(ask.points) }] : []),
    ...(ask.waybill ? [{ label: t('after.waybill'), value: ask.waybill }] : []),
    { label: t('after.columns.asked'), value: <Time value={ask.asked_at} /> },
    ...(ask.decided_at ? [{ label: t('after.decided'), value: <Time value={ask.decided_at} /> }] : []),
    ...(ask.answer ? [{ label: t('after.answer'), value: ask.answer }] : []),
    ...(ask.done_at ? [{ label: t('after.doneAt'), value: <Time value={ask.done_at} /> }] : []),
  ];
  return (
    <div className="mall-sections">
      <section>
        <Facts facts={facts} />
      </section>
      <section>
        <h3>{t('orders.goods')}</h3>
        <Loaded query={order} rows={2}>
          {({ lines }) => (
            <ul className="mall-lines">
              {lines
                .filter((line) => ask.quantities[String(line.number)])
                .map((line) => (
                  <li key={line.number}>
                    <div className="mall-line-what">
                      <span>{line.title}</span>
                      <span className="muted">{line.sku_code}</span>
                    </div>
                    <span className="figures">{t('after.unitsOf', { count: ask.quantities[String(line.number)] ?? 0, of: line.quantity })}</span>
                  </li>
                ))}
            </ul>
          )}
        </Loaded>
      </section>
      <Decide ask={ask} />
    </div>
  );
}

function Decide({ ask }: { ask: AfterSale }) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const mayServe = useMay('commerce.serve');
  const mayFulfil = useMay('commerce.fulfil');
  const format = useFormat();
  const decide = useDecide(ask.id);
  const locations = useQuery({ ...locationsQuery, enabled: ask.state === 'approved' });
  const [answer, setAnswer] = useState('');
  const [location, setLocation] = useState<string>();
  const [restock, setRestock] = useState(true);
  const run = (decision: Decision) => decide.mutate(decision, { onSuccess: () => void message.success(t(`after.said.${decision.act}`)) });
  const problem = decide.error && <p className="mall-problem">{problemText(decide.error).sentence}</p>;

  if (ask.state !== 'requested' && ask.state !== 'approved') return null;
  if (!(ask.state === 'requested' ? mayServe : mayFulfil)) return <p className="muted">{t('after.mayNot')}</p>;
  if (ask.state === 'requested') {
    return (
      <Form layout="vertical" className="mall-form">
        <Form.Item label={t('after.answer')} extra={t('after.answerHint')}>
          <Input.TextArea aria-label={t('after.answer')} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} value={answer} onChange={(input) => setAnswer(input.target.value)} />
        </Form.Item>
        {problem}
        <div className="mall-acts">
          <Button type="primary" loading={decide.isPending} onClick={() => run({ act: 'approve', answer: answer.trim() })}>
            {ask.kind === 'refund_only' ? t('after.approveRefund', { amount: format.money(ask.amount_minor) }) : t('after.approve')}
          </Button>
          <Button danger disabled={!answer.trim()} loading={decide.isPending} onClick={() => run({ act: 'reject', answer: answer.trim() })}>
            {t('after.reject')}
          </Button>
        </div>
      </Form>
    );
  }
  return (
    <Form layout="vertical" className="mall-form">
      <Form.Item label={t('after.receiveAt')}>
        <Select
          aria-label={t('after.receiveAt')}
          placeholder={t('after.receiveAtHint')}
          loading={locations.isPending}
          value={location}
          onChange={setLocation}
          options={(locations.data ?? []).map((each) => ({ value: each.id, label: each.name }))}
        />
      </Form.Item>
      <Form.Item label={t('after.restock')} extra={t('after.restockHint')}>
        <Switch aria-label={t('after.restock')} checked={restock} onChange={setRestock} />
      </Form.Item>
      {problem}
      <div className="mall-acts">
        <Button type="primary" disabled={!location} loading={decide.isPending} onClick={() => location && run({ act: 'goods', location, restock })}>
          {t('after.receive')}
        </Button>
        {ask.kind === 'exchange' && mayServe && (
          <Button loading={decide.isPending} onClick={() => run({ act: 'asRefund' })}>
            {t('after.asRefund')}
          </Button>
        )}
      </div>
    </Form>
  );
}
