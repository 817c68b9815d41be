import { useQuery } from '@tanstack/react-query';
import { useMay } from '@/app/session';
import { segmentChoicesQuery } from './choiceQueries';

/** The name of a segment, nothing while it is on its way; its code where it is not among the newest, or not permitted. */
export function useSegmentName(): (id: string) => string {
  const permitted = useMay('audiences.read');
  const segments = useQuery({ ...segmentChoicesQuery(''), enabled: permitted });
  return (id) => segments.data?.items.find((segment) => segment.id === id)?.name ?? (segments.isLoading ? '' : id);
}
