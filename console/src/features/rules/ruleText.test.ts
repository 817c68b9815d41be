import { describe, expect, it } from 'vitest';
import { byPurpose, limitKind, linesOf, ruleScope } from './ruleText';

describe('limitKind', () => {
  it('chooses the sentence', () => {
    expect(limitKind({ unique: true, limit: null, window_days: null })).toBe('unique');
    expect(limitKind({ unique: false, limit: null, window_days: 7 })).toBe('endless');
    expect(limitKind({ unique: false, limit: 5, window_days: null })).toBe('ever');
    expect(limitKind({ unique: false, limit: 5, window_days: 365 })).toBe('window');
  });
});

describe('ruleScope', () => {
  it('knows whom a type speaks for', () => {
    expect(['*', 'openid:*', 'openid:wx1', 'email'].map(ruleScope)).toEqual(['all', 'family', 'one', 'one']);
  });
});

describe('linesOf', () => {
  it('drops blanks and repeats', () => {
    expect(linesOf(' a \n\nb\na\n')).toEqual(['a', 'b']);
  });
});

describe('byPurpose', () => {
  it('gathers channels, the most spoken of first', () => {
    const counts = [
      { purpose: 'marketing', channel: 'email', granted: 2, withdrawn: 1 },
      { purpose: 'service', channel: 'sms', granted: 1, withdrawn: 0 },
      { purpose: 'marketing', channel: 'sms', granted: 5, withdrawn: 5 },
    ];
    expect(byPurpose(counts).map((each) => [each.purpose, each.channels.map((count) => count.channel)])).toEqual([
      ['marketing', ['sms', 'email']],
      ['service', ['sms']],
    ]);
  });
});
