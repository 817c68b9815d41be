import { describe, expect, it } from 'vitest';
import { matchesFilter, mergeNewest, parseLiveEvent, parseMissed, streamAddress, type LiveEvent } from './liveEvent';

const event: LiveEvent = {
  message_id: 'm1',
  event: 'Order Completed',
  type: 'track',
  person_id: 'per_1',
  received_at: '2026-10-16T04:00:00Z',
  source: 'web',
  user_id: null,
  anonymous_id: null,
  properties: { order_id: 'SO7', nested: { colour: 'red' } },
  status: 'accepted',
  reason: null,
};
const anything = { query: '', status: '', type: '', source: '', name: '' };

describe('parseLiveEvent', () => {
  it('reads an event and fills in what is missing', () => {
    expect(parseLiveEvent(JSON.stringify(event))).toEqual(event);
    expect(parseLiveEvent('{"message_id":"m","type":"page"}')).toMatchObject({ event: null, properties: {}, status: 'accepted' });
  });

  it('refuses what is no event', () => {
    for (const data of ['', 'null', '7', '[]', '{"type":"page"}', '{"message_id":1,"type":"x"}']) expect(parseLiveEvent(data)).toBeNull();
  });
});

describe('parseMissed', () => {
  it('reads the count, and nothing else as none', () => {
    expect(parseMissed('{"count":7}')).toBe(7);
    for (const data of ['', 'null', '{}', '{"count":"7"}']) expect(parseMissed(data)).toBe(0);
  });
});

describe('matchesFilter', () => {
  it('looks in names, ids and properties, whatever the case', () => {
    for (const query of ['order com', 'PER_1', 'so7', 'red', 'WEB']) expect(matchesFilter(event, { ...anything, query })).toBe(true);
    expect(matchesFilter(event, { ...anything, query: 'blue' })).toBe(false);
    expect(matchesFilter(event, { ...anything, query: '下单' }, '下单完成')).toBe(true);
  });

  it('asks for every condition', () => {
    expect(matchesFilter(event, { ...anything, status: 'quarantined' })).toBe(false);
    expect(matchesFilter(event, { ...anything, query: 'so7', status: 'accepted', type: 'track', source: 'web', name: 'Order Completed' })).toBe(true);
    expect(matchesFilter(event, { ...anything, query: 'so7', status: 'accepted', type: 'page' })).toBe(false);
    expect(matchesFilter(event, { ...anything, source: 'app' })).toBe(false);
    expect(matchesFilter(event, { ...anything, name: 'Order' })).toBe(false);
  });
});

describe('streamAddress', () => {
  it('asks the server for what it can tell apart', () => {
    expect(streamAddress({ ...anything, query: 'x' })).toBe('/api/live');
    expect(streamAddress({ ...anything, name: 'Order & Co', status: 'quarantined' })).toBe('/api/live?event=Order+%26+Co&status=quarantined');
  });
});

describe('mergeNewest', () => {
  const named = (message_id: string) => ({ ...event, message_id });

  it('puts the newest first, each once, and forgets the oldest', () => {
    const merged = mergeNewest([named('b'), named('a')], [named('b'), named('c'), named('d')], 3);
    expect(merged.map((each) => each.message_id)).toEqual(['d', 'c', 'b']);
  });
});
