import { describe, expect, it } from 'vitest';
import { byteSize } from './bytes';

describe('byteSize', () => {
  it('takes the unit that leaves a short figure', () => {
    expect(byteSize(0, 'en')).toBe('0 bytes');
    expect(byteSize(999, 'en')).toBe('999 bytes');
    expect(byteSize(1_234, 'en')).toBe('1.2 kB');
    expect(byteSize(456_789_012, 'en')).toBe('457 MB');
    expect(byteSize(13_000_000_000, 'en')).toBe('13 GB');
  });
});
