import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

const refreshMs = 4_000;

export function phoneMessagesQuery(person: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['sandbox', 'messages', person],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(api.GET('/api/sandbox/phones', { params: { query: { person, cursor: pageParam, limit: 30 } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: refreshMs,
  });
}

export const thumbs = ['open', 'click', 'unsubscribe', 'bounce'] as const;

export type Thumb = (typeof thumbs)[number];

/** What the owner of the phone does, or what the channel reports of it. */
export function useThumb(messageId: string) {
  const queries = useQueryClient();
  const params = { path: { message: messageId } };
  return useMutation({
    mutationFn: ({ thumb, link = 0 }: { thumb: Thumb; link?: number }) => {
      if (thumb === 'open') return unwrap(api.POST('/api/sandbox/phones/{message}/open', { params }));
      if (thumb === 'click') return unwrap(api.POST('/api/sandbox/phones/{message}/click', { params, body: { link } }));
      if (thumb === 'bounce') return unwrap(api.POST('/api/sandbox/phones/{message}/bounce', { params }));
      return unwrap(api.POST('/api/sandbox/phones/{message}/unsubscribe', { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['sandbox'] }),
  });
}
