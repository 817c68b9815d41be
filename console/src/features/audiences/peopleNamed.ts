import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

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
