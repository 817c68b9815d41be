import { useState } from 'react';
import type { PersonSummary } from '@/api/types';

export interface Selection {
  /** Chosen one by one, over several pages. */
  ids: string[];
  /** Everybody whom the filters find. */
  all: boolean;
  count: number;
  /** Every person of the page shown is chosen. */
  wholePage: boolean;
  set: (ids: readonly string[]) => void;
  toggle: (id: string) => void;
  setAll: (all: boolean) => void;
  clear: () => void;
}

/** Whom the operator has ticked; other filters begin anew. */
export function useSelection(page: readonly PersonSummary[], filters: string): Selection {
  const [chosen, setChosen] = useState<{ ids: string[]; all: boolean; filters: string }>({ ids: [], all: false, filters });
  const current = chosen.filters === filters ? chosen : { ids: [], all: false, filters };
  const ids = new Set(current.ids);
  return {
    ids: current.ids,
    all: current.all,
    count: current.ids.length,
    wholePage: page.length > 0 && page.every((person) => ids.has(person.id)),
    set: (next) => setChosen({ ids: [...next], all: false, filters }),
    toggle: (id) => setChosen({ ids: ids.has(id) ? current.ids.filter((each) => each !== id) : [...current.ids, id], all: false, filters }),
    setAll: (all) => setChosen({ ...current, all }),
    clear: () => setChosen({ ids: [], all: false, filters }),
  };
}
