import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { LinkButton } from '@/page/LinkButton';
import { Loaded } from '@/page/Loaded';
import { newSegmentPath } from '@/page/segmentLink';
import type { Definition } from '../audienceTypes';
import { SamplePeople } from '../SamplePeople';
import { previewQuery, sampleMax } from './usePreview';

interface PreviewDrawerProps {
  definition: Definition;
  /** What these people are called; then they can be kept as a segment of that name. */
  name?: string;
  nodeId: string | null;
  open: boolean;
  onClose: () => void;
}

/** The first people whom conditions mean that are not kept yet. */
export function PreviewDrawer({ definition, name, nodeId, open, onClose }: PreviewDrawerProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const mayManage = useMay('audiences.manage');
  const found = useQuery({ ...previewQuery(definition, nodeId, sampleMax), enabled: open });
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={440}
      title={t('preview.listTitle', { count: found.data?.sample.length ?? sampleMax })}
      extra={
        name && mayManage && (
          <LinkButton size="small" to={newSegmentPath(definition, name.slice(0, 100))}>
            {t('compare.makeSegment')}
          </LinkButton>
        )
      }
    >
      <Loaded query={found}>
        {(data) => (
          <>
            {data.count > data.sample.length && <p className="muted">{t('preview.listMore', { people: format.number(data.count) })}</p>}
            {name && <p>{name}</p>}
            <SamplePeople personIds={data.sample} />
          </>
        )}
      </Loaded>
    </Drawer>
  );
}
