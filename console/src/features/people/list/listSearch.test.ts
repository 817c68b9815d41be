import { beforeEach, describe, expect, it } from 'vitest';
import { columnsIn, exportColumns, needsValues, recallColumns, rememberColumns, usualColumns } from './columns';
import { asFound, asQuery, isFiltered, searchIn, sortedBy } from './listSearch';

const nothing = searchIn(new URLSearchParams());

describe('searchIn', () => {
  it('reads what the address says and passes over what is none of it', () => {
    const search = searchIn(new URLSearchParams('query=李&state=known&kind=dog&tag=tag_1,x,tag_2&segment=seg_9&order=last_seen&direction=up'));
    expect(search).toEqual({
      query: '李',
      state: 'known',
      kind: undefined,
      tags: ['tag_1', 'tag_2'],
      segment: 'seg_9',
      order: 'last_seen',
      ascending: true,
    });
    expect(isFiltered(search)).toBe(true);
  });

  it('is the newest first, unfiltered, where the address is bare', () => {
    expect(nothing.order).toBe('created');
    expect(isFiltered(nothing)).toBe(false);
  });

  it('has no list of the erased', () => {
    expect(searchIn(new URLSearchParams('state=erased')).state).toBeUndefined();
  });
});

describe('what is asked of the server', () => {
  it('leaves out what is empty', () => {
    expect(asQuery(nothing, undefined)).toEqual({ order: 'created' });
    expect(asQuery({ ...nothing, tags: ['tag_1'] }, 'node_1')).toMatchObject({ tag_id: ['tag_1'], node_id: 'node_1' });
  });

  it('is the search for all, and the people for some', () => {
    expect(asFound({ ...nothing, query: '李' }, 'node_1', 'all')).toMatchObject({ query: '李', node_id: 'node_1' });
    expect(asFound({ ...nothing, query: '李' }, 'node_1', ['per_1'])).toEqual({ query: '', tag_ids: [], person_ids: ['per_1'] });
  });
});

describe('sortedBy', () => {
  it('puts order and direction into the address, or takes them out', () => {
    expect(sortedBy('last_seen', 'descend')).toEqual({ order: 'last_seen', direction: null });
    expect(sortedBy('last_seen', 'ascend')).toEqual({ order: 'last_seen', direction: 'up' });
    expect(sortedBy('last_seen', undefined)).toEqual({ order: null, direction: null });
  });
});

describe('columns', () => {
  beforeEach(() => localStorage.clear());

  it('are the usual ones until others are chosen, then those, in their order', () => {
    expect(recallColumns()).toEqual(usualColumns);
    rememberColumns(['created', 'phone']);
    expect(recallColumns()).toEqual(['phone', 'created']);
    rememberColumns([]);
    expect(recallColumns()).toEqual([]);
  });

  it('pass over words that name none', () => {
    expect(columnsIn('shoe,total')).toEqual(['total']);
  });

  it('know what the warehouse must be asked, and what goes into a file', () => {
    expect(needsValues(['phone', 'tags'])).toBe(false);
    expect(needsValues(['lastOrder'])).toBe(true);
    expect(exportColumns(['lastSeen', 'total'])).toEqual(['name', 'last_seen_at', 'total']);
  });
});
