import { DownloadOutlined, TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '@/app/session';
import { plainValue } from '@/format/value';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { ListTable } from '@/page/ListTable';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import { deliveriesQuery } from '../campaigns/campaignQueries';
import type { Campaign, Delivery } from '../types';
import { deliveryStates, deliveryTones, lastMomentOf, learntWords, reasonWords } from './deliveryState';
import { ExportDeliveries } from './ExportDeliveries';
import { PersonName } from './PersonName';

/** Everyone the campaign was for, one by one, narrowed by the address. */
export function DeliveriesPanel({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('reach');
  const navigate = useNavigate();
  const mayExport = useMay('messaging.export');
  const { search, change, cursor, limit, filterBy, pager } = usePaging();
  const state = deliveryStates.find((each) => each === search.get('state'));
  const learnt = learntWords.find((each) => each === search.get('learnt'));
  const reason = reasonWords.find((each) => each === search.get('reason'));
  const variant = search.get('variant') ?? undefined;
  const only = { state, learnt, reason, variant };
  const filtered = Boolean(state || learnt || reason || variant);
  const deliveries = useQuery(deliveriesQuery(campaign.id, { ...only, cursor, limit }));
  const arms = [...campaign.variants.map((each) => each.name ?? ''), 'holdout'];

  const columns: TableColumnsType<Delivery> = [
    { title: t('columns.person'), key: 'person', render: (_, delivery) => <PersonName id={delivery.person_id} /> },
    { title: t('columns.arm'), key: 'variant', width: 96, render: (_, delivery) => plainValue(delivery.variant && armName(delivery.variant)) },
    { title: t('columns.state'), key: 'state', width: 112, render: (_, delivery) => <Tone tone={deliveryTones[delivery.state]}>{t(`deliveryStates.${delivery.state}`)}</Tone> },
    { title: t('columns.why'), key: 'why', ellipsis: true, render: (_, delivery) => (delivery.reason ? t(`reasons.${delivery.reason}`) : plainValue(delivery.problem)) },
    { title: t('columns.last'), key: 'last', width: 136, render: (_, delivery) => <Time value={lastMomentOf(delivery)} /> },
  ];
  return (
    <>
      <ListFrame
        query={deliveries}
        pager={pager}
        filters={
          <>
            <Filter label={t('columns.state')} none={t('anyState')} value={state} values={deliveryStates} name={(word) => t(`deliveryStates.${word}`)} onChange={(word) => filterBy({ state: word })} />
            <Filter label={t('everFilter')} none={t('anyLearnt')} value={learnt} values={learntWords} name={(word) => t('ever', { what: t(`learnt.${word}`) })} onChange={(word) => filterBy({ learnt: word })} />
            <Filter label={t('columns.passedOver')} none={t('anyReason')} value={reason} values={reasonWords} name={(word) => t(`reasons.${word}`)} onChange={(word) => filterBy({ reason: word })} />
            <Filter label={t('columns.arm')} none={t('anyArm')} value={variant} values={arms} name={armName} onChange={(word) => filterBy({ variant: word })} />
          </>
        }
        acts={
          mayExport && (
            <Button icon={<DownloadOutlined />} disabled={!deliveries.data?.items.length} onClick={() => change({ export: 'new' })}>
              {t('export.open')}
            </Button>
          )
        }
        filtered={filtered}
        onClear={() => filterBy({ state: null, learnt: null, reason: null, variant: null })}
        noneFound={{ title: t('nobodyFiltered'), text: t('nobodyFilteredText') }}
        empty={<EmptyState icon={<TeamOutlined />} title={t('nobodyYet')} text={t('nobodyYetText')} />}
      >
        {(found) => <ListTable rows={found} columns={columns} widthMin={720} onOpen={(delivery) => void navigate(`/people/${delivery.person_id}`)} />}
      </ListFrame>
      {mayExport && <ExportDeliveries campaignId={campaign.id} job={search.get('export')} only={only} filtered={filtered} onJob={(job) => change({ export: job }, { replace: true })} />}
    </>
  );

  function armName(name: string): string {
    return name === 'holdout' ? t('holdout') : t('version', { name });
  }
}

interface FilterProps<Word extends string> {
  label: string;
  none: string;
  value: Word | undefined;
  values: readonly Word[];
  name: (word: Word) => string;
  onChange: (word: string) => void;
}

function Filter<Word extends string>({ label, none, value, values, name, onChange }: FilterProps<Word>) {
  return (
    <Select
      className="list-filter"
      aria-label={label}
      value={value ?? ''}
      options={[{ value: '', label: none }, ...values.map((word) => ({ value: word, label: name(word) }))]}
      onChange={(word) => onChange(word)}
    />
  );
}
