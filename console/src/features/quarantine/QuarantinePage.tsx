import { CheckCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { usePaging } from '@/page/usePaging';
import { useReason } from '@/page/useReason';
import { QuarantinedDrawer } from './QuarantinedDrawer';
import { QuarantinedList } from './QuarantinedList';
import { quarantinedQuery, reasonsQuery, type QuarantineState } from './quarantineQueries';
import { ReasonBar } from './ReasonBar';
import { Reasons } from './Reasons';
import './quarantine.css';

const states: readonly QuarantineState[] = ['waiting', 'replayed', 'discarded'];

export default function QuarantinePage() {
  const { t } = useTranslation('quarantine');
  const format = useFormat();
  const reasonText = useReason();
  const { search, change, limit, cursor, filterBy, pager } = usePaging();
  const reason = search.get('reason') ?? undefined;
  const event = search.get('name') ?? undefined;
  const state = states.find((each) => each === search.get('state')) ?? 'waiting';
  const reasons = useQuery(reasonsQuery);
  const found = useQuery(quarantinedQuery({ reason, event, state, cursor, limit }));
  const waiting = reasons.data?.reduce((sum, each) => sum + each.count, 0);
  const filtered = Boolean(reason ?? event) || state !== 'waiting';
  const group = reasons.data?.find((each) => each.reason === reason);

  return (
    <Page title={t('title')} count={waiting !== undefined ? format.short(waiting) : undefined} purpose={t('titlePurpose')}>
      {reasons.data && reasons.data.length > 0 && <Reasons reasons={reasons.data} chosen={reason} onChoose={(value) => filterBy({ reason: value, state: null })} />}
      <div className="filter-bar">
        <Select
          className="quarantine-state"
          aria-label={t('columns.state')}
          value={state}
          onChange={(value) => filterBy({ state: value === 'waiting' ? null : value })}
          options={states.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
        {event && (
          <Button onClick={() => filterBy({ name: null })} aria-label={t('dropEvent', { event })}>
            {t('onlyEvent', { event })} ×
          </Button>
        )}
        {filtered && (
          <Button type="link" onClick={() => filterBy({ reason: null, name: null, state: null })}>
            {t('clearFilter')}
          </Button>
        )}
      </div>
      {reason && state === 'waiting' && group && <ReasonBar key={reason} group={group} />}
      <div className="panel">{content()}</div>
      <QuarantinedDrawer id={search.get('item')} onClose={() => change({ item: null })} />
    </Page>
  );

  function content() {
    if (found.error && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
    if (!found.data) return <PageSkeleton rows={8} />;
    const { items, next_cursor } = found.data;
    if (items.length === 0) {
      return filtered ? (
        <EmptyState
          icon={<SearchOutlined />}
          title={t('noneFoundTitle')}
          text={reason ? t('noneFoundReason', { reason: reasonText(reason) }) : t('noneFoundText')}
          actions={<Button onClick={() => filterBy({ reason: null, name: null, state: null })}>{t('clearFilter')}</Button>}
        />
      ) : (
        <EmptyState icon={<CheckCircleOutlined />} title={t('emptyTitle')} text={t('emptyText')} />
      );
    }
    return (
      <>
        <QuarantinedList events={items} stale={found.isPlaceholderData} onOpen={(id) => change({ item: id })} />
        <CursorPager {...pager} nextCursor={next_cursor} />
      </>
    );
  }
}
