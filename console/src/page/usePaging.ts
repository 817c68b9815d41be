import { useState } from 'react';
import { pageSizes } from './CursorPager';
import { useAddress } from './useAddress';

type Changes = Record<string, string | null | undefined>;

/** A list's place and filters in the address, and what its pager needs. */
export function usePaging() {
  const { search, change } = useAddress();
  const [trail, setTrail] = useState<(string | null)[]>([]);
  const cursor = search.get('cursor');
  const limit = pageSizes.find((size) => String(size) === search.get('limit')) ?? 20;

  const filterBy = (changes: Changes) => {
    setTrail([]);
    change({ ...changes, cursor: null });
  };
  return {
    search,
    change,
    limit,
    cursor: cursor ?? undefined,
    filterBy,
    pager: {
      cursor,
      pageSize: limit,
      trail,
      onMove: (next: string | null, nextTrail: (string | null)[]) => {
        setTrail(nextTrail);
        change({ cursor: next });
      },
      onPageSize: (size: number) => filterBy({ limit: String(size) }),
    },
  };
}
