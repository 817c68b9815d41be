import { describe, expect, it } from 'vitest';
import { keyState } from './keyState';
import { groupEventTypes, readBody, tidyEvents, webhookState } from './webhookState';

const now = new Date('2026-11-22T10:00:00Z');

describe('keyState', () => {
  it('says first what ended it', () => {
    const base = { revoked_at: null, expires_at: null, used_at: null };
    expect(keyState(base, now)).toBe('unused');
    expect(keyState({ ...base, used_at: '2026-11-22T09:00:00Z' }, now)).toBe('active');
    expect(keyState({ ...base, used_at: '2026-11-22T09:00:00Z', expires_at: '2026-11-22T10:00:00Z' }, now)).toBe('expired');
    expect(keyState({ ...base, expires_at: '2026-01-01T00:00:00Z', revoked_at: '2026-01-01T00:00:00Z' }, now)).toBe('revoked');
  });
});

describe('webhookState', () => {
  it('tells a pause from being switched off, and failing from working', () => {
    expect(webhookState({ active: true, disabled_at: null, failing_since: null })).toBe('active');
    expect(webhookState({ active: true, disabled_at: null, failing_since: '2026-11-20T00:00:00Z' })).toBe('failing');
    expect(webhookState({ active: false, disabled_at: null, failing_since: null })).toBe('paused');
    expect(webhookState({ active: false, disabled_at: '2026-11-20T00:00:00Z', failing_since: null })).toBe('disabled');
  });
});

describe('events', () => {
  it('stand under their module', () => {
    const types = ['people.a', 'people.b', 'audiences.c'].map((name) => ({ name, description: '' }));
    expect(groupEventTypes(types).map((group) => [group.pattern, group.types.length])).toEqual([
      ['people.*', 2],
      ['audiences.*', 1],
    ]);
  });

  it('are swallowed by a pattern that covers them', () => {
    expect(tidyEvents(['people.a', 'people.*', 'audiences.c'])).toEqual(['people.*', 'audiences.c']);
    expect(tidyEvents(['people.a', '*'])).toEqual(['*']);
    expect(tidyEvents(['peoples.a', 'people.*'])).toEqual(['peoples.a', 'people.*']);
  });
});

describe('readBody', () => {
  it('reads JSON, and shows anything else as it is', () => {
    expect(readBody('{"a":1}')).toEqual({ a: 1 });
    expect(readBody('<html>')).toBe('<html>');
  });
});
