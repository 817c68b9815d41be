import { describe, expect, it } from 'vitest';
import { newestFirst, parseTicker } from './tickerEvent';

const told = { message_id: 'm1', type: 'track', event: 'Order Completed', person_id: 'per_1', source: 'src_1', received_at: '2026-11-18T03:30:00Z', status: 'accepted' };

describe('the ticker', () => {
  it('reads what the stream tells', () => {
    expect(parseTicker(JSON.stringify(told))).toEqual({
      id: 'm1',
      type: 'track',
      event: 'Order Completed',
      person: 'per_1',
      source: 'src_1',
      at: '2026-11-18T03:30:00Z',
    });
  });

  it('leaves out what is no event and what was quarantined', () => {
    for (const data of ['', 'null', '[]', '{"type":"track"}', JSON.stringify({ ...told, status: 'quarantined' })]) expect(parseTicker(data)).toBeNull();
  });

  it('keeps the newest, each once', () => {
    const event = (id: string) => ({ id, type: 'track', event: null, person: null, source: null, at: '' });
    const shown = newestFirst([event('b'), event('a')], [event('b'), event('c'), event('d')], 3);
    expect(shown.map(({ id }) => id)).toEqual(['d', 'c', 'b']);
  });
});
