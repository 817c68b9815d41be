import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

/** What a definition may speak of: words that are in use, and things that have a name. */

export const wordsQuery = queryOptions({
  queryKey: ['segments', 'words'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/segments/schema', { signal })),
  staleTime: 60_000,
});

export function propertiesQuery(event: string) {
  return queryOptions({
    queryKey: ['segments', 'properties', event],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/segments/schema/properties', { params: { query: { event } }, signal }))).items,
    staleTime: 60_000,
    enabled: event !== '',
  });
}

export function valuesQuery(of: 'trait' | 'attribute', name: string, starts: string) {
  return queryOptions({
    queryKey: ['segments', 'values', of, name, starts],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/segments/schema/values', { params: { query: { of, name, starts } }, signal }))).items,
    staleTime: 60_000,
    enabled: name !== '',
  });
}

export function propertyValuesQuery(event: string, field: string, starts: string) {
  return queryOptions({
    queryKey: ['segments', 'property-values', event, field, starts],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/segments/schema/property-values', { params: { query: { event, field, starts } }, signal }))).items,
    staleTime: 60_000,
    enabled: event !== '' && field !== '',
  });
}

const pageSize = 200;
/** More than this are found by searching, not by scrolling. */
const namedMax = 1_000;

interface NamedPage<Item> {
  items: Item[];
  next_cursor?: string | null;
}

async function allOf<Item>(ask: (cursor: string | undefined) => Promise<NamedPage<Item>>): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor && found.length < namedMax);
  return found;
}

export const allTagsQuery = queryOptions({
  queryKey: ['tags', 'all'],
  queryFn: ({ signal }) => allOf((cursor) => unwrap(api.GET('/api/tags', { params: { query: { cursor, limit: pageSize } }, signal }))),
  staleTime: 60_000,
});

export const allSegmentsQuery = queryOptions({
  queryKey: ['segments', 'all'],
  queryFn: ({ signal }) => allOf((cursor) => unwrap(api.GET('/api/segments', { params: { query: { cursor, limit: pageSize } }, signal }))),
  staleTime: 15_000,
});

export const allListsQuery = queryOptions({
  queryKey: ['audience-lists', 'all'],
  queryFn: ({ signal }) => allOf((cursor) => unwrap(api.GET('/api/audience-lists', { params: { query: { cursor, limit: pageSize } }, signal }))),
  staleTime: 15_000,
});

export const consentCountsQuery = queryOptions({
  queryKey: ['consents', 'counts'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/consents', { signal })),
  staleTime: 60_000,
});
