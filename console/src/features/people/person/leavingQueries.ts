import { useMutation } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

export function useStartExport(personId: string) {
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/people/{person_id}/export', { params: { path: { person_id: personId } } })),
  });
}

export function useErase(personId: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      unwrap(api.POST('/api/people/{person_id}/erasure', { params: { path: { person_id: personId } }, body: { reason } })),
  });
}
