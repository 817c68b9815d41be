import { TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { plainValue } from '@/format/value';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import { deliveriesQuery } from '../campaigns/campaignQueries';
import type { Campaign, Delivery } from '../types';
import { deliveryStates, deliveryTones, lastMomentOf, learntWords, reasonWords } from './deliveryState';
import { PersonName } from './PersonName';

/** Everyone the campaign was for, one by one, narrowed by the address. */
export function DeliveriesPanel({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('reach');
  const navigate = useNavigate();
  const { search, cursor, limit, filterBy, pager } = usePaging();
  const state = deliveryStates.find((each) => each === search.get('state'));
  const learnt = learntWords.find((each) => each === search.get('learnt'));
  const reason = reasonWords.find((each) => each === search.get('reason'));
  const variant = search.get('variant') ?? undefined;
  const deliveries = useQuery(deliveriesQuery(campaign.id, { state, learnt, reason, variant, cursor, limit }));
  const arms = [...campaign.variants.map((each) => ({ value: each.name ?? '', label: t('version', { name: each.name }) })), { value: 'holdout', label: t('holdout') }];
  const filtered = Boolean(state || learnt || reason || variant);
  const clear = () => filterBy({ state: null, learnt: null, reason: null, variant: null });

  const columns: TableColumnsType<Delivery> = [
    { title: t('columns.person'), key: 'person', render: (_, delivery) => <PersonName id={delivery.person_id} /> },
    { title: t('columns.arm'), key: 'variant', width: 96, render: (_, delivery) => armName(delivery.variant) },
    { title: t('columns.state'), key: 'state', width: 112, render: (_, delivery) => <Tone tone={deliveryTones[delivery.state]}>{t(`deliveryStates.${delivery.state}`)}</Tone> },
    { title: t('columns.why'), key: 'why', ellipsis: true, render: (_, delivery) => (delivery.reason ? t(`reasons.${delivery.reason}`) : plainValue(delivery.problem)) },
    { title: t('columns.last'), key: 'last', width: 136, render: (_, delivery) => <Time value={lastMomentOf(delivery)} /> },
  ];
  return (
    <>
      <div className="filter-bar">
        <Filter label={t('columns.state')} none={t('anyState')} value={state} values={deliveryStates} name={(word) => t(`deliveryStates.${word}`)} onChange={(word) => filterBy({ state: word })} />
        <Filter label={t('everFilter')} none={t('anyLearnt')} value={learnt} values={learntWords} name={(word) => t('ever', { what: t(`learnt.${word}`) })} onChange={(word) => filterBy({ learnt: word })} />
        <Filter label={t('columns.passedOver')} none={t('anyReason')} value={reason} values={reasonWords} name={(word) => t(`reasons.${word}`)} onChange={(word) => filterBy({ reason: word })} />
        <Select
          className="reach-filter"
          aria-label={t('columns.arm')}
          value={variant ?? ''}
          options={[{ value: '', label: t('anyArm') }, ...arms]}
          onChange={(value) => filterBy({ variant: value })}
        />
        {filtered && (
          <Button type="link" onClick={clear}>
            {t('clearFilter')}
          </Button>
        )}
      </div>
      <div className="panel">{content()}</div>
    </>
  );

  function armName(name: string): string {
    return name === 'holdout' ? t('holdout') : plainValue(name);
  }

  function content() {
    if (deliveries.error && !deliveries.data) return <ErrorState error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
    if (!deliveries.data) return <PageSkeleton rows={10} />;
    const { items, next_cursor } = deliveries.data;
    if (items.length === 0) {
      return <EmptyState icon={<TeamOutlined />} title={t(filtered ? 'nobodyFiltered' : 'nobodyYet')} text={t(filtered ? 'nobodyFilteredText' : 'nobodyYetText')} actions={filtered && <Button onClick={clear}>{t('clearFilter')}</Button>} />;
    }
    return (
      <>
        <Table
          className={deliveries.isPlaceholderData ? 'reach-table reach-stale' : 'reach-table'}
          size="medium"
          rowKey="id"
          columns={columns}
          dataSource={items}
          pagination={false}
          tableLayout="fixed"
          scroll={{ x: 720 }}
          onRow={(delivery) => ({ onClick: () => void navigate(`/people/${delivery.person_id}`) })}
        />
        <CursorPager {...pager} nextCursor={next_cursor} />
      </>
    );
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
      className="reach-filter"
      aria-label={label}
      value={value ?? ''}
      options={[{ value: '', label: none }, ...values.map((word) => ({ value: word, label: name(word) }))]}
      onChange={(word) => onChange(word)}
    />
  );
}
