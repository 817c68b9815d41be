import { EditOutlined, MoreOutlined, SendOutlined } from '@ant-design/icons';
import { Alert, App, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '@/app/session';
import { LinkButton } from '@/page/LinkButton';
import { Time } from '@/page/Time';
import { useAddress } from '@/page/useAddress';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import type { Segment } from './audienceTypes';
import { ExportSegment } from './ExportSegment';
import { SegmentState } from './SegmentState';
import { useComputeSegment, useDeleteSegment } from './segmentQueries';

/** What the segment is called, how it stands, and what may be done with it. */
export function SegmentHead({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const { message } = App.useApp();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const mayManage = useMay('audiences.manage');
  const mayExport = useMay('audiences.export');
  const maySend = useMay('messaging.manage');
  const { search, change } = useAddress();
  const compute = useComputeSegment(segment.id);
  const remove = useDeleteSegment();

  const acts: Record<string, () => void> = {
    recompute: () =>
      compute.mutate(undefined, {
        onSuccess: () => void message.success(t('recomputed')),
        onError: (error) => void message.error(problemText(error).sentence),
      }),
    duplicate: () => void navigate(`/segments/new?from=${segment.id}`),
    delete: () =>
      confirm({
        title: t('deleteTitle', { name: segment.name }),
        content: <p>{t('deleteText')}</p>,
        okText: t('delete'),
        word: segment.name,
        done: t('deleted', { name: segment.name }),
        run: async () => {
          await remove.mutateAsync(segment.id);
          await navigate('/segments');
        },
      }),
  };
  const items: MenuProps['items'] = [
    { key: 'recompute', label: t('recompute') },
    { key: 'duplicate', label: t('duplicate') },
    { type: 'divider' },
    { key: 'delete', label: t('delete'), danger: true },
  ];
  return (
    <>
      <header className="segment-head">
        <div className="segment-head-words">
          <h1>
            {segment.name} <SegmentState segment={segment} />
          </h1>
          {segment.description && <p>{segment.description}</p>}
          <p className="muted segment-head-facts">
            <span>
              {t('evaluated')} <Time value={segment.evaluated_at} />
            </span>
            <span>{t('version', { version: segment.definition_version })}</span>
            <span>
              {t('updated')} <Time value={segment.updated_at} />
            </span>
          </p>
        </div>
        <div className="page-actions">
          {maySend && (
            <LinkButton to={`/campaigns/new?segment=${segment.id}`} icon={<SendOutlined />}>
              {t('uses.campaign')}
            </LinkButton>
          )}
          {mayExport && (
            <Button disabled={segment.size === null} onClick={() => change({ export: 'new' })}>
              {t('exportAct')}
            </Button>
          )}
          {mayManage && (
            <>
              <LinkButton to={`/segments/${segment.id}/edit`} type="primary" icon={<EditOutlined />}>
                {t('edit')}
              </LinkButton>
              <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => acts[key]?.() }}>
                <Button icon={<MoreOutlined />} aria-label={t('more')} />
              </Dropdown>
            </>
          )}
        </div>
      </header>
      {segment.state === 'failed' && <Alert type="error" showIcon className="segment-alert" title={t('failedTitle')} description={segment.error} />}
      {mayExport && <ExportSegment segment={segment} job={search.get('export')} onJob={(job) => change({ export: job }, { replace: true })} />}
    </>
  );
}
