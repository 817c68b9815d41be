import { Drawer, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '@/api/types';
import { plainValue } from '@/format/value';
import { CopyButton } from '@/page/CopyButton';
import { Facts } from '@/page/Facts';
import { JsonView } from '@/page/JsonView';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { useSourceName } from '@/page/useSourceName';

/** One event, whole: where from, what it carried, and the JSON as it was sent. */
export function TimelineDrawer({ item, onClose }: { item: TimelineItem | undefined; onClose: () => void }) {
  const { t } = useTranslation('people');
  const eventLabel = useEventLabel();
  const sourceName = useSourceName();
  const json = item && { event: item.event, type: item.type, time: item.time, properties: item.properties, context: item.context };
  return (
    <Drawer open={item !== undefined} title={item && eventLabel(item.event, item.type)} size={520} onClose={onClose} destroyOnHidden>
      {item && (
        <>
          <Facts
            facts={[
              { label: t('event.time'), value: <Time value={item.time} /> },
              { label: t('event.source'), value: plainValue(sourceName(item.source)) },
              { label: t('event.name'), value: item.event || item.type },
              { label: t('messageId'), value: <span className="code">{item.message_id}</span> },
            ]}
          />
          <Tabs
            items={[
              {
                key: 'properties',
                label: t('event.properties'),
                children: <Facts facts={Object.entries(item.properties).map(([label, value]) => ({ label, value: plainValue(value) }))} />,
              },
              {
                key: 'json',
                label: t('event.json'),
                children: (
                  <>
                    <CopyButton text={JSON.stringify(json, null, 2)} label={t('event.json')} />
                    <JsonView value={json} />
                  </>
                ),
              },
            ]}
          />
        </>
      )}
    </Drawer>
  );
}
