import { CameraOutlined, DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Input, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Figure } from '@/page/Figure';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useConfirm } from '@/page/useConfirm';
import { usePaging } from '@/page/usePaging';
import { useProblemText } from '@/page/useProblemText';
import type { Segment } from './audienceTypes';
import { SamplePeople } from './SamplePeople';
import { snapshotMembersQuery, snapshotsQuery, useDeleteSnapshot, useTakeSnapshot, type Snapshot } from './snapshotQueries';
import { useActorName } from './useActorName';

/** Who was in the segment at some time, kept. */
export function SnapshotsTab({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const { message } = App.useApp();
  const confirm = useConfirm();
  const problemText = useProblemText();
  const mayManage = useMay('audiences.manage');
  const actorName = useActorName();
  const { search, change } = usePaging();
  const [name, setName] = useState('');
  const snapshots = useQuery(snapshotsQuery(segment.id));
  const take = useTakeSnapshot(segment.id);
  const remove = useDeleteSnapshot(segment.id);
  const opened = snapshots.data?.find((snapshot) => snapshot.id === search.get('snapshot'));

  const keep = () =>
    take.mutate(name.trim(), {
      onSuccess: () => {
        setName('');
        void message.success(t('snapshots.taken'));
      },
      onError: (error) => void message.error(problemText(error).sentence),
    });
  const drop = (snapshot: Snapshot) =>
    confirm({
      title: t('snapshots.deleteTitle', { name: snapshot.name }),
      content: <p>{t('snapshots.deleteText')}</p>,
      okText: t('snapshots.delete'),
      done: t('snapshots.deleted'),
      run: () => remove.mutateAsync(snapshot.id),
    });

  return (
    <>
      {mayManage && (
        <form
          className="filter-bar"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) keep();
          }}
        >
          <Input className="audience-search" aria-label={t('snapshots.name')} placeholder={t('snapshots.nameHint')} maxLength={100} value={name} onChange={(input) => setName(input.target.value)} />
          <Button htmlType="submit" icon={<CameraOutlined />} disabled={!name.trim() || segment.size === null} loading={take.isPending}>
            {t('snapshots.take')}
          </Button>
        </form>
      )}
      <div className="panel">
        <Loaded query={snapshots} rows={3}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState icon={<CameraOutlined />} title={t('snapshots.emptyTitle')} text={t('snapshots.emptyText')} />
            ) : (
              <Table
                size="medium"
                rowKey="id"
                dataSource={found}
                pagination={false}
                scroll={{ x: 560 }}
                columns={[
                  { title: t('snapshots.columns.name'), key: 'name', render: (_, snapshot) => snapshot.name },
                  {
                    title: t('snapshots.columns.size'),
                    key: 'size',
                    align: 'right' as const,
                    render: (_, snapshot) => (
                      <button type="button" className="count-link" onClick={() => change({ snapshot: snapshot.id, cursor: null })}>
                        <Figure value={snapshot.size} />
                      </button>
                    ),
                  },
                  { title: t('snapshots.columns.at'), key: 'at', render: (_, snapshot) => <Time value={snapshot.taken_at} /> },
                  { title: t('snapshots.columns.by'), key: 'by', render: (_, snapshot) => actorName(snapshot.taken_by) },
                  {
                    title: '',
                    key: 'act',
                    width: 56,
                    render: (_, snapshot) =>
                      mayManage && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('snapshots.delete')} title={t('snapshots.delete')} onClick={() => drop(snapshot)} />,
                  },
                ]}
              />
            )
          }
        </Loaded>
      </div>
      <Drawer open={Boolean(opened)} size={440} title={opened && t('snapshots.membersOf', { name: opened.name })} onClose={() => change({ snapshot: null, cursor: null })}>
        {opened && <SnapshotPeople segmentId={segment.id} snapshotId={opened.id} />}
      </Drawer>
    </>
  );
}

function SnapshotPeople({ segmentId, snapshotId }: { segmentId: string; snapshotId: string }) {
  const { limit, cursor, pager } = usePaging();
  const members = useQuery(snapshotMembersQuery(segmentId, snapshotId, { limit, cursor }));
  return (
    <Loaded query={members}>
      {({ items, next_cursor }) => (
        <>
          <SamplePeople personIds={items.map((item) => item.person_id)} />
          {(cursor || next_cursor) && <CursorPager {...pager} nextCursor={next_cursor} />}
        </>
      )}
    </Loaded>
  );
}
