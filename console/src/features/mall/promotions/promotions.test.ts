import { describe, expect, it } from 'vitest';
import { lifecycleOf } from './promotionState';

const now = new Date('2026-11-20T00:00:00Z');

describe('lifecycleOf', () => {
  it('sees the days of a promotion that was started', () => {
    expect(lifecycleOf({ state: 'running', starts_at: '2026-11-21T00:00:00Z', ends_at: null }, now)).toBe('coming');
    expect(lifecycleOf({ state: 'running', starts_at: null, ends_at: '2026-11-20T00:00:00Z' }, now)).toBe('over');
    expect(lifecycleOf({ state: 'running', starts_at: null, ends_at: '2026-11-20T00:00:01Z' }, now)).toBe('running');
  });

  it('leaves drafts drafts whatever their days', () => {
    expect(lifecycleOf({ state: 'draft', starts_at: null, ends_at: '2026-11-01T00:00:00Z' }, now)).toBe('draft');
  });
});
