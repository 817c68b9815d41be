import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

/** People who are found by a name, a phone number or any id, to choose one among. */
export function peopleChoicesQuery(query: string) {
  return queryOptions({
    queryKey: ['people', 'choices', query],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/people', { params: { query: { query: query || undefined, state: 'known', limit: 20 } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function personNameQuery(id: string | null) {
  return queryOptions({
    queryKey: ['people', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/people/{person_id}', { params: { path: { person_id: id ?? '' } }, signal })),
    enabled: Boolean(id),
    staleTime: 60_000,
  });
}

/** Names and the rest of people of whom only the codes are known, in the order of the codes. */
export function peopleNamedQuery(personIds: readonly string[]) {
  return queryOptions({
    queryKey: ['people', 'named', personIds],
    queryFn: async ({ signal }) => {
      const page = await unwrap(api.GET('/api/people', { params: { query: { person_id: [...personIds], limit: 200 } }, signal }));
      const found = new Map(page.items.map((person) => [person.id, person]));
      return personIds.flatMap((id) => found.get(id) ?? []);
    },
    enabled: personIds.length > 0,
    staleTime: 60_000,
  });
}
