import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import type { Definition } from '../audienceTypes';
import { SamplePeople } from '../SamplePeople';
import { previewQuery, sampleMax } from './usePreview';

interface PreviewDrawerProps {
  definition: Definition;
  nodeId: string | null;
  open: boolean;
  onClose: () => void;
}

/** The first people whom conditions mean that are not kept yet. */
export function PreviewDrawer({ definition, nodeId, open, onClose }: PreviewDrawerProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const found = useQuery({ ...previewQuery(definition, nodeId, sampleMax), enabled: open });
  return (
    <Drawer open={open} onClose={onClose} size={440} title={t('preview.listTitle', { count: found.data?.sample.length ?? sampleMax })}>
      <Loaded query={found}>
        {(data) => (
          <>
            {data.count > data.sample.length && <p className="muted">{t('preview.listMore', { people: format.number(data.count) })}</p>}
            <SamplePeople personIds={data.sample} />
          </>
        )}
      </Loaded>
    </Drawer>
  );
}
