import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { orgNodesQuery } from '@/page/orgNodes';
import { useEventLabel } from '@/page/useEventLabel';
import { allListsQuery, allSegmentsQuery, allTagsQuery } from './wordQueries';
import type { Speech } from './describe';

/** Conditions in the operator's words. */
export function useSpeech(): Speech {
  const { t, i18n } = useTranslation('audiences');
  const eventLabel = useEventLabel();
  const mayRead = useMay('audiences.read');
  const tags = useQuery({ ...allTagsQuery, enabled: useMay('people.read') }).data ?? [];
  const nodes = useQuery({ ...orgNodesQuery, enabled: useMay('organization.read') }).data ?? [];
  const segments = useQuery({ ...allSegmentsQuery, enabled: mayRead }).data ?? [];
  const lists = useQuery({ ...allListsQuery, enabled: mayRead }).data ?? [];
  const names = new Map([...tags, ...nodes, ...segments, ...lists].map((each) => [each.id, each.name]));
  const word = (heading: string, name: string) => {
    const key = `${heading}.${name.replaceAll('.', '_')}`;
    return i18n.exists(key, { ns: 'audiences' }) ? t(key) : name;
  };
  return {
    say: (key, facts) => t(`say.${key}`, { ...facts }),
    event: (name) => eventLabel(name, 'track'),
    // A property of the event's own is called as it was sent.
    field: (name) => word('fields', name).replace(/^properties\./, ''),
    word,
    named: (code) => names.get(code) ?? code,
  };
}
