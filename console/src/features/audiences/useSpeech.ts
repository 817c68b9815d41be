import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { wallOf } from '@/format/wallClock';
import { orgNodesQuery } from '@/page/orgNodes';
import { useEventLabel } from '@/page/useEventLabel';
import type { Condition } from './audienceTypes';
import type { Speech } from './describe';
import { allListsQuery, allSegmentsQuery, allTagsQuery, wordsQuery } from './wordQueries';

/** Conditions in the operator's words; what attributes are called is looked up where a condition is given that names one. */
export function useSpeech(of?: Condition): Speech {
  const { t, i18n } = useTranslation('audiences');
  const { timezone } = useMe();
  const eventLabel = useEventLabel();
  const mayRead = useMay('audiences.read');
  const tags = useQuery({ ...allTagsQuery, enabled: useMay('people.read') }).data ?? [];
  const nodes = useQuery({ ...orgNodesQuery, enabled: useMay('organization.read') }).data ?? [];
  const segments = useQuery({ ...allSegmentsQuery, enabled: mayRead }).data ?? [];
  const lists = useQuery({ ...allListsQuery, enabled: mayRead }).data ?? [];
  const attributes = useQuery({ ...wordsQuery, enabled: mayRead && JSON.stringify(of ?? '').includes('"kind":"attribute"') }).data?.attributes ?? [];
  const names = new Map([...tags, ...nodes, ...segments, ...lists].map((each) => [each.id, each.name]));
  const word = (heading: string, name: string) => {
    const labels = heading === 'attributes' ? attributes.find((each) => each.name === name)?.labels : undefined;
    const key = `${heading}.${name.replaceAll('.', '_')}`;
    if (labels && Object.keys(labels).length > 0) return inLanguage(labels, i18n.language) ?? name;
    return i18n.exists(key, { ns: 'audiences' }) ? t(key) : name;
  };
  return {
    say: (key, facts) => t(`say.${key}`, { ...facts }),
    event: (name) => eventLabel(name, 'track'),
    // A property of the event's own is called as it was sent.
    field: (name) => word('fields', name).replace(/^properties\./, ''),
    word,
    named: (code) => names.get(code) ?? code,
    moment: (iso) => wallOf(new Date(iso), timezone),
  };
}
