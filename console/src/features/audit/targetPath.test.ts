import { describe, expect, it } from 'vitest';
import { targetPath } from './targetPath';

describe('targetPath', () => {
  it('leads to the thing', () => {
    expect(targetPath('per_1h7k2m9')).toBe('/people/per_1h7k2m9');
    expect(targetPath('stf_1h7k2m9')).toBe('/settings/staff?staff=stf_1h7k2m9');
  });

  it('leads nowhere for what is no code, or has no page', () => {
    for (const target of ['brand', 'openid:*', 'ses_1h7k2m9', 'per_1/../x', '20261122-041500']) expect(targetPath(target)).toBeNull();
  });
});
