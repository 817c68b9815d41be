import { describe, expect, it } from 'vitest';
import type { PhoneMessage } from '@/api/types';
import { stateOf, stepsOf } from './messageState';

const sent: PhoneMessage = {
  id: 'phm_1',
  person_id: 'per_1',
  account_id: 'chn_1',
  subject: '',
  text: '',
  html: '',
  links: [],
  received_at: '2026-10-16T04:00:00Z',
  delivered_at: null,
  opened_at: null,
  clicked_at: null,
  bounced_at: null,
  unsubscribed_at: null,
};
const at = '2026-10-16T04:01:00Z';

describe('stateOf', () => {
  it('is the furthest that a message has come', () => {
    expect(stateOf(sent)).toBe('sent');
    expect(stateOf({ ...sent, delivered_at: at })).toBe('delivered');
    expect(stateOf({ ...sent, delivered_at: at, opened_at: at, clicked_at: at })).toBe('clicked');
    expect(stateOf({ ...sent, clicked_at: at, unsubscribed_at: at })).toBe('unsubscribed');
    expect(stateOf({ ...sent, delivered_at: at, bounced_at: at })).toBe('bounced');
  });
});

describe('stepsOf', () => {
  it('lists what happened and leaves out what did not', () => {
    expect(stepsOf({ ...sent, delivered_at: at, clicked_at: at }).map(({ step }) => step)).toEqual(['sent', 'delivered', 'clicked']);
  });
});
