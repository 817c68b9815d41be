import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { TemplateParts } from '../types';

export interface TemplateSearch {
  search?: string;
  kind?: string;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export function templatesQuery(search: TemplateSearch) {
  return queryOptions({
    queryKey: ['templates', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/templates', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function templateQuery(id: string | null) {
  return queryOptions({
    queryKey: ['templates', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/templates/{template_id}', { params: { path: { template_id: id ?? '' } }, signal })),
    enabled: Boolean(id),
  });
}

export function templateUsesQuery(id: string) {
  return queryOptions({
    queryKey: ['templates', id, 'uses'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/templates/{template_id}/uses', { params: { path: { template_id: id }, query: { limit: 50 } }, signal })),
  });
}

export const vocabularyQuery = queryOptions({
  queryKey: ['templates', 'vocabulary'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/templates/vocabulary', { signal })),
  staleTime: 5 * 60_000,
});

/** How a person would read words that need not be saved. */
export function previewQuery(kind: string, parts: Required<TemplateParts>, personId: string | null, permitted: boolean) {
  return queryOptions({
    queryKey: ['templates', 'preview', kind, parts, personId],
    queryFn: ({ signal }) => unwrap(api.POST('/api/templates/preview', { body: { ...parts, kind, person_id: personId ?? '' }, signal })),
    enabled: permitted && Boolean(personId) && Boolean(parts.text || parts.html),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export interface TemplateWords extends Required<TemplateParts> {
  name: string;
  kind: string;
  language: string;
}

export function useSaveTemplate() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, words: { kind, ...words } }: { id: string | null; words: TemplateWords }) =>
      id
        ? unwrap(api.PATCH('/api/templates/{template_id}', { params: { path: { template_id: id } }, body: words }))
        : unwrap(api.POST('/api/templates', { body: { ...words, kind } })),
    onSuccess: refresh,
  });
}

export function useArchiveTemplate() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/api/templates/{template_id}', { params: { path: { template_id: id } } })),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['templates'] });
}
