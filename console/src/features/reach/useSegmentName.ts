import { useQuery } from '@tanstack/react-query';
import { useMay } from '@/app/session';
import { segmentChoicesQuery } from './choiceQueries';

/** The name of a segment; its code where it is not among the newest, or not permitted. */
export function useSegmentName(): (id: string) => string {
  const permitted = useMay('audiences.read');
  const segments = useQuery({ ...segmentChoicesQuery(''), enabled: permitted }).data?.items ?? [];
  return (id) => segments.find((segment) => segment.id === id)?.name ?? id;
}
