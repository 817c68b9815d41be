import type { PersonStateName } from '@/api/types';
import type { PeopleQuery, PersonKind, PersonOrder, SearchIn } from '../peopleTypes';
import { personStates } from '../PersonState';

/** What the list of people is narrowed to, as the address says it. */
export interface ListSearch {
  query: string;
  state?: PersonStateName;
  kind?: PersonKind;
  tags: string[];
  /** Only members of a segment; goes with no other filter. */
  segment?: string;
  order: PersonOrder;
  ascending: boolean;
}

export const personKinds: PersonKind[] = ['person', 'household', 'company'];
const orders: PersonOrder[] = ['last_seen', 'first_seen'];
const tagsMax = 10;

export function searchIn(address: URLSearchParams): ListSearch {
  const segment = address.get('segment');
  const tags = (address.get('tag') ?? '').split(',').filter((code) => /^tag_[0-9a-z]+$/.test(code));
  return {
    query: address.get('query') ?? '',
    state: personStates.find((each) => each === address.get('state')),
    kind: personKinds.find((each) => each === address.get('kind')),
    tags: tags.slice(0, tagsMax),
    segment: segment && /^seg_[0-9a-z]+$/.test(segment) ? segment : undefined,
    order: orders.find((each) => each === address.get('order')) ?? 'created',
    ascending: address.get('direction') === 'up',
  };
}

export function isFiltered(search: ListSearch): boolean {
  return Boolean(search.query || search.state || search.kind || search.tags.length > 0 || search.segment);
}

/** The address without any filter. */
export const noFilter = { query: null, state: null, kind: null, tag: null, segment: null };

/** As the list's route takes it. */
export function asQuery(search: ListSearch, node: string | undefined): PeopleQuery {
  return {
    query: search.query || undefined,
    state: search.state,
    kind: search.kind,
    tag_id: search.tags.length > 0 ? search.tags : undefined,
    node_id: node,
    order: search.order,
    ascending: search.ascending || undefined,
  };
}

/** As work on everybody who is found takes it. */
export function asFound(search: ListSearch, node: string | undefined, chosen: readonly string[] | 'all'): SearchIn {
  if (chosen !== 'all') return { query: '', tag_ids: [], person_ids: [...chosen] };
  const state = search.state === 'known' || search.state === 'anonymous' ? search.state : undefined;
  return { query: search.query, state, kind: search.kind, tag_ids: search.tags, node_id: node };
}

type Direction = 'ascend' | 'descend' | null | undefined;

/** The address for a click on a column's head: downwards first, then upwards, then not at all. */
export function sortedBy(column: PersonOrder, direction: Direction) {
  if (!direction) return { order: null, direction: null };
  return { order: column, direction: direction === 'ascend' ? 'up' : null };
}
