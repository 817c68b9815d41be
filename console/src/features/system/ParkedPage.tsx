import { CheckCircleOutlined, ReloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { usePaging } from '@/page/usePaging';
import { useProblemText } from '@/page/useProblemText';
import { WorkTabs } from './SystemTabs';
import { parkedQuery, useRetryParked, type ParkedEvent } from './systemQueries';
import './system.css';

/** Events that a handler could not take after all retries. */
export default function ParkedPage() {
  const { t } = useTranslation('system');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { cursor, limit, pager } = usePaging();
  const parked = useQuery(parkedQuery({ cursor, limit }));
  const retry = useRetryParked();
  const [busy, setBusy] = useState(false);
  const mayManage = useMay('system.manage');

  const retryAll = async (events: readonly ParkedEvent[]) => {
    setBusy(true);
    let settled = 0;
    let failure: unknown;
    for (const event of events) {
      try {
        await retry.mutateAsync(event.id);
        settled += 1;
      } catch (error) {
        failure = error;
      }
    }
    setBusy(false);
    if (settled > 0) void message.success(t('parked.settled', { count: settled }));
    if (failure) void message.error(problemText(failure).sentence);
  };

  const columns: TableColumnsType<ParkedEvent> = [
    { title: t('parked.event'), key: 'event', width: 210, render: (_, event) => <span className="code">{event.name}</span> },
    { title: t('parked.handler'), key: 'handler', width: 210, render: (_, event) => <span className="code">{event.subscriber}</span> },
    { title: t('parked.error'), key: 'error', render: (_, event) => <span className="code sys-error">{event.error}</span> },
    { title: t('parked.happened'), key: 'happened', width: 110, render: (_, event) => <Time value={event.published_at} /> },
    { title: t('parked.parked'), key: 'parked', width: 110, render: (_, event) => <Time value={event.parked_at} /> },
    ...(mayManage
      ? [
          {
            title: '',
            key: 'retry',
            width: 90,
            render: (_: unknown, event: ParkedEvent) => (
              <Button size="small" disabled={busy} loading={retry.isPending && retry.variables === event.id} onClick={() => void retryAll([event])}>
                {t('parked.retry')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  const items = parked.data?.items ?? [];
  return (
    <Page
      title={t('jobs.title')}
      purpose={t('parked.purpose')}
      actions={
        mayManage &&
        items.length > 1 && (
          <Button type="primary" icon={<ReloadOutlined />} loading={busy} onClick={() => void retryAll(items)}>
            {t('parked.retryAll', { count: items.length })}
          </Button>
        )
      }
    >
      <WorkTabs />
      <div className="panel">
        <Loaded query={parked} rows={6}>
          {({ next_cursor }) =>
            items.length === 0 ? (
              <EmptyState icon={<CheckCircleOutlined />} title={t('parked.emptyTitle')} text={t('parked.emptyText')} />
            ) : (
              <>
                <RowTable columns={columns} rows={items} idOf={(event) => event.id} width={960} />
                <CursorPager {...pager} nextCursor={next_cursor} />
              </>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}
