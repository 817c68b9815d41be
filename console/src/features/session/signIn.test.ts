import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import { oneTimeCodeOf } from './signIn';

describe('oneTimeCodeOf', () => {
  it('tells a question from a refusal, and either from a wrong password', () => {
    expect(oneTimeCodeOf(null)).toBeNull();
    expect(oneTimeCodeOf(new Problem(401, 'sign_in_refused', ''))).toBeNull();
    expect(oneTimeCodeOf(new Problem(401, 'totp_required', ''))).toBe('asked');
    expect(oneTimeCodeOf(new Problem(401, 'totp_refused', ''))).toBe('refused');
  });
});
