import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

export interface MergeAsked {
  personId: string;
  otherId: string;
  despiteRules?: boolean;
}

/** Joins two persons; returns who stands for both. */
export function useMerge() {
  return useIdentityAct(({ personId, otherId, despiteRules = false }: MergeAsked) =>
    unwrap(
      api.POST('/api/people/{person_id}/merge', {
        params: { path: { person_id: personId } },
        body: { other_id: otherId, despite_rules: despiteRules },
      }),
    ),
  );
}

/** Undoes a merge. */
export function useUnmerge() {
  return useIdentityAct(({ personId, mergeId }: { personId: string; mergeId: string }) =>
    unwrap(api.POST('/api/people/{person_id}/unmerge', { params: { path: { person_id: personId } }, body: { merge_id: mergeId } })),
  );
}

/** Parts identifiers from the others. */
export function useSplit() {
  return useIdentityAct(({ personId, identifierIds }: { personId: string; identifierIds: string[] }) =>
    unwrap(
      api.POST('/api/people/{person_id}/unmerge', { params: { path: { person_id: personId } }, body: { identifier_ids: identifierIds } }),
    ),
  );
}

/** The newest line of a person's merge log: what was just done, to be taken back. */
export async function newestMerge(personId: string) {
  const page = await unwrap(api.GET('/api/people/{person_id}/merges', { params: { path: { person_id: personId }, query: { limit: 1 } } }));
  return page.items[0];
}

function useIdentityAct<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    // Whoever was read may now be another.
    onSettled: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
}
