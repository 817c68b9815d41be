import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { channelsQuery } from './channelQueries';

/** The name of a kind of channel, as its block says it. */
export function useKindName(): (kind: string) => string {
  const { i18n } = useTranslation();
  const permitted = useMay('channels.read');
  const kinds = useQuery({ ...channelsQuery, enabled: permitted }).data?.items ?? [];
  return (kind) => inLanguage(kinds.find((each) => each.kind === kind)?.title, i18n.language) ?? kind;
}
