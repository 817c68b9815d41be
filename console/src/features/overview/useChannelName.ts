import { useTranslation } from 'react-i18next';
import { eventKey } from '@/format/eventKey';
import { useSourceName } from '@/page/useSourceName';
import type { ChannelsBy } from './overviewTypes';

/** A channel as an operator calls it, a source by its name; what named none says so. */
export function useChannelName(by: ChannelsBy): (name: string) => string {
  const { t, i18n } = useTranslation('overview');
  const sourceName = useSourceName();
  return (name) => {
    if (!name) return t(`channels.unnamed.${by}`);
    if (by === 'source') return sourceName(name);
    const key = `overview:channelNames.${eventKey(name)}`;
    return i18n.exists(key) ? t(key) : name;
  };
}
