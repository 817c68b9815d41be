import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { useAct } from '../catalogueQueries';

export type Location = components['schemas']['LocationOut'];
export type LocationDraft = components['schemas']['LocationCreate'];

/** Stores and warehouses at a node or below it. */
export function locationsAtQuery(node: string | null) {
  return queryOptions({
    queryKey: ['locations', 'at', node],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/locations', { params: { query: { node_id: node ?? undefined } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useSaveLocation() {
  return useAct(['locations'], ({ id, body }: { id: string | null; body: LocationDraft }) => {
    const { code, kind, ...rest } = body;
    return id ? unwrap(api.PUT('/api/commerce/locations/{location_id}', { params: { path: { location_id: id } }, body: rest })) : unwrap(api.POST('/api/commerce/locations', { body: { code, kind, ...rest } }));
  });
}
