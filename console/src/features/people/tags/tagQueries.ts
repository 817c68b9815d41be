import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { CatalogueTag } from '../peopleTypes';

const pagesMax = 25;

/** All tags that exist, with how many carry them. */
export const tagCatalogueQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: async ({ signal }) => {
    const items: CatalogueTag[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < pagesMax; page += 1) {
      const found = await unwrap(api.GET('/api/tags', { params: { query: { limit: 200, cursor } }, signal }));
      items.push(...found.items);
      if (!found.next_cursor) break;
      cursor = found.next_cursor;
    }
    return items;
  },
  staleTime: 60_000,
});

export const tagGroupsQuery = queryOptions({
  queryKey: ['tags', 'groups'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/tag-groups', { params: { query: { limit: 200 } }, signal })),
});

export function useCreateTag() {
  return useChange((body: { name: string; group?: string }) => unwrap(api.POST('/api/tags', { body })));
}

export function useChangeTag() {
  return useChange(({ tagId, ...body }: { tagId: string; name?: string; group_id?: string }) =>
    unwrap(api.PATCH('/api/tags/{tag_id}', { params: { path: { tag_id: tagId } }, body })),
  );
}

export function useDeleteTag() {
  return useChange((tagId: string) => unwrap(api.DELETE('/api/tags/{tag_id}', { params: { path: { tag_id: tagId } } })));
}

export function useCreateTagGroup() {
  return useChange((name: string) => unwrap(api.POST('/api/tag-groups', { body: { name } })));
}

export function useRenameTagGroup() {
  return useChange(({ groupId, name }: { groupId: string; name: string }) =>
    unwrap(api.PATCH('/api/tag-groups/{group_id}', { params: { path: { group_id: groupId } }, body: { name } })),
  );
}

export function useDeleteTagGroup() {
  return useChange((groupId: string) => unwrap(api.DELETE('/api/tag-groups/{group_id}', { params: { path: { group_id: groupId } } })));
}

function useChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ['tags'] }), queries.invalidateQueries({ queryKey: ['people'] })]),
  });
}
