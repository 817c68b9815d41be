import { SwapOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { EmptyState } from '@/page/EmptyState';
import { LinkButton } from '@/page/LinkButton';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { peopleNamedQuery } from '@/page/peopleQueries';
import { RowTable } from '@/page/RowTable';
import { SectionTabs } from '@/page/SectionTabs';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { usePaging } from '@/page/usePaging';
import type { Exchange, ExchangeState } from '../memberTypes';
import { exchangesQuery, offersQuery, useUndoExchange } from './mallQueries';
import { useMallSections } from './useMallSections';
import '../members.css';

const states: ExchangeState[] = ['done', 'undone'];
const tones: Record<ExchangeState, ToneName> = { done: 'good', undone: 'idle' };

export default function ExchangesPage() {
  const { t } = useTranslation('members');
  const format = useFormat();
  const confirm = useConfirm();
  const sections = useMallSections();
  const mayGrant = useMay('loyalty.grant');
  const mayPeople = useMay('people.read');
  const { search, cursor, limit, filterBy, pager } = usePaging();
  const offer = search.get('offer') ?? '';
  const person = search.get('person') ?? '';
  const state = states.find((each) => each === search.get('state'));
  const exchanges = useQuery(exchangesQuery({ offer_id: offer || undefined, person_id: person || undefined, state, cursor, limit }));
  const offers = useQuery(offersQuery({ limit: 200 })).data?.items ?? [];
  const ids = [...new Set((exchanges.data?.items ?? []).map((each) => each.person_id))];
  const named = useQuery({ ...peopleNamedQuery(ids), enabled: mayPeople && ids.length > 0 });
  const people = new Map((named.data ?? []).map((each) => [each.id, each.name]));
  const offerName = (id: string) => offers.find((each) => each.id === id)?.name ?? id;
  const undo = useUndoExchange();
  const ask = (exchange: Exchange) =>
    confirm({
      title: t('exchanges.undoTitle', { offer: offerName(exchange.offer_id), points: format.number(exchange.points) }),
      content: t('exchanges.undoText'),
      okText: t('exchanges.undo'),
      run: () => undo.mutateAsync(exchange.id),
      done: t('exchanges.undone'),
    });
  const columns: TableColumnsType<Exchange> = [
    { title: t('offers.one'), key: 'name', render: (_, exchange) => <Link to={`/members/points-mall?offer=${exchange.offer_id}`}>{offerName(exchange.offer_id)}</Link> },
    { title: t('offers.state'), key: 'state', width: 104, render: (_, exchange) => <Tone tone={tones[exchange.state]}>{t(`exchanges.states.${exchange.state}`)}</Tone> },
    { title: t('list.columns.member'), key: 'person', width: 168, render: (_, { person_id }) => <Link to={`/members?member=${person_id}`}>{people.get(person_id) || person_id}</Link> },
    { title: t('offers.quantity'), key: 'quantity', width: 88, align: 'right', className: 'figures', render: (_, exchange) => format.number(exchange.quantity) },
    { title: t('offers.points'), key: 'points', width: 112, align: 'right', className: 'figures', render: (_, exchange) => format.number(exchange.points) },
    { title: t('exchanges.got'), key: 'got', width: 184, render: (_, exchange) => <span className="code">{plainValue(exchange.facts.code ?? (exchange.reference || null))}</span> },
    { title: t('exchanges.at'), key: 'at', width: 120, render: (_, exchange) => <Time value={exchange.at} /> },
    ...(mayGrant
      ? [
          {
            title: '',
            key: 'act',
            width: 96,
            render: (_: unknown, exchange: Exchange) =>
              exchange.state === 'done' && (
                <Button size="small" danger onClick={() => ask(exchange)}>
                  {t('exchanges.undo')}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <Page title={t('pointsMallTitle')} purpose={t('exchanges.purpose')}>
      <SectionTabs sections={sections} />
      <ListFrame
        query={exchanges}
        pager={pager}
        filters={
          <>
            <Select className="list-filter" aria-label={t('offers.one')} value={offer} showSearch={{ optionFilterProp: 'label' }} onChange={(value: string) => filterBy({ offer: value })} options={[{ value: '', label: t('exchanges.anyOffer') }, ...offers.map((each) => ({ value: each.id, label: each.name }))]} />
            <Select className="list-filter" aria-label={t('offers.state')} value={state ?? ''} onChange={(value: string) => filterBy({ state: value })} options={[{ value: '', label: t('exchanges.anyState') }, ...states.map((value) => ({ value, label: t(`exchanges.states.${value}`) }))]} />
          </>
        }
        filtered={Boolean(offer || person || state)}
        onClear={() => filterBy({ offer: null, person: null, state: null })}
        noneFound={{ title: t('exchanges.noneFound'), text: t('exchanges.noneFoundText') }}
        empty={<EmptyState icon={<SwapOutlined />} title={t('exchanges.none')} text={t('exchanges.noneText')} actions={<LinkButton to="/members/points-mall">{t('sections.offers')}</LinkButton>} />}
      >
        {(rows) => <RowTable rows={rows} columns={columns} idOf={(exchange) => exchange.id} width={920} />}
      </ListFrame>
    </Page>
  );
}
