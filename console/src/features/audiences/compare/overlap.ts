import type { components } from '@/api/schema';

/** People who are in exactly these of the segments. */
export type Region = components['schemas']['RegionOut'];

export interface OverlapProps {
  /** In the order in which they take their colours. */
  segments: string[];
  regions: readonly Region[];
  nameOf: (segmentId: string) => string;
  /** Shows the people of a region. */
  onOpen: (region: Region) => void;
}

/** How many are in all of these, whatever else they are in. */
export function sharedBy(regions: readonly Region[], ...segments: string[]): number {
  return regions.reduce((sum, region) => (segments.every((id) => region.segments.includes(id)) ? sum + region.count : sum), 0);
}

/** The region as bits, one a segment, from the first. */
export function maskOf(region: Region, segments: readonly string[]): number {
  return segments.reduce((mask, id, place) => (region.segments.includes(id) ? mask | (1 << place) : mask), 0);
}
