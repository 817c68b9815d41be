import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { LinkButton } from '@/page/LinkButton';
import { Loaded } from '@/page/Loaded';
import { PersonChoice } from '@/page/PersonChoice';
import { Time, useNow } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useProblemText } from '@/page/useProblemText';
import { causeOf } from '../list/cause';
import type { Offer } from '../memberTypes';
import { useTierName } from '../useTierName';
import { offerQuery, useExchange } from './mallQueries';
import { OfferForm } from './OfferForm';
import { offerStateOf, offerTones } from './offerState';
import { useRewardWords } from './useRewardWords';

/** One offer: what it gives and how it fares; changed here, and exchanged for a member who asks at the counter. */
export function OfferDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('members');
  return (
    <Drawer open={id !== null} onClose={onClose} size={560} title={t('offers.one')} destroyOnHidden>
      {id && <Asked key={id} id={id} />}
    </Drawer>
  );
}

function Asked({ id }: { id: string }) {
  const offer = useQuery(offerQuery(id));
  return <Loaded query={offer}>{(found) => <Opened offer={found} />}</Loaded>;
}

function Opened({ offer }: { offer: Offer }) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const now = useNow();
  const reward = useRewardWords();
  const tierName = useTierName();
  const mayManage = useMay('loyalty.manage');
  const mayPeople = useMay('people.read');
  const mayGrant = useMay('loyalty.grant') && mayPeople;
  const [editing, setEditing] = useState(false);
  if (editing) return <OfferForm offer={offer} onDone={() => setEditing(false)} onLeave={() => setEditing(false)} />;
  const state = offerStateOf(offer, now);
  const most = (value: number | null | undefined) => (value == null ? t('noLimit') : format.number(value));
  return (
    <div className="members-sections">
      <div className="members-head">
        <strong className="members-big">{offer.name}</strong>
        <Tone tone={offerTones[state]}>{t(`offers.states.${state}`)}</Tone>
      </div>
      <div className="members-acts">
        {mayManage && <Button onClick={() => setEditing(true)}>{t('offers.edit')}</Button>}
        <LinkButton to={`/members/points-mall/exchanges?offer=${offer.id}`}>{t('offers.toExchanges')}</LinkButton>
      </div>
      <Facts
        facts={[
          { label: t('offers.points'), value: format.number(offer.points) },
          { label: t('reward.title'), value: reward(offer.reward) },
          { label: t('offers.taken'), value: t('budgets.usedOf', { used: format.number(offer.taken), most: most(offer.stock_max) }) },
          { label: t('offers.perPerson'), value: most(offer.per_person_max) },
          { label: t('when.tiers'), value: (offer.tiers ?? []).map(tierName).join(t('listComma')) || t('when.anyTier') },
          { label: t('when.starts'), value: <Time value={offer.starts_at} /> },
          { label: t('when.ends'), value: <Time value={offer.ends_at} /> },
          ...(offer.description ? [{ label: t('offers.description'), value: offer.description }] : []),
        ]}
      />
      {mayGrant && state === 'open' && <ExchangeForm offer={offer} />}
    </div>
  );
}

function ExchangeForm({ offer }: { offer: Offer }) {
  const { t } = useTranslation('members');
  const { message } = App.useApp();
  const format = useFormat();
  const problemText = useProblemText();
  const exchange = useExchange(offer.id);
  const [cause, setCause] = useState(causeOf);
  const [person, setPerson] = useState<string | null>(null);
  const [quantity, setQuantity] = useState(1);
  const send = () =>
    person &&
    exchange.mutate(
      { person_id: person, quantity, cause },
      {
        onSuccess: () => {
          void message.success(t('offers.exchanged'));
          setCause(causeOf());
          setPerson(null);
          setQuantity(1);
        },
      },
    );
  return (
    <Form layout="vertical" className="members-form" onFinish={send}>
      <h3>{t('offers.exchangeFor')}</h3>
      <div className="members-try">
        <PersonChoice value={person} label={t('offers.member')} onChange={setPerson} onClear={() => setPerson(null)} />
        <InputNumber className="members-few" aria-label={t('offers.quantity')} min={1} max={100} precision={0} value={quantity} onChange={(value) => setQuantity(value ?? 1)} />
        <Button htmlType="submit" disabled={!person} loading={exchange.isPending}>
          {t('offers.exchange', { points: format.number(offer.points * quantity) })}
        </Button>
      </div>
      {exchange.error && <p className="members-problem">{problemText(exchange.error).sentence}</p>}
    </Form>
  );
}
