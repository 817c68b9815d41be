import { describe, expect, it } from 'vitest';
import { tierOf } from './attributes';
import { revealedLines } from './revealedLines';
import { readValue } from './traitValue';

describe('revealedLines', () => {
  it('says a phone once though it is a trait and an identifier', () => {
    const lines = revealedLines({
      traits: { name: '张小明', phone: '13800138000', email: null },
      identifiers: [
        { kind: 'phone', value: '+8613800138000' },
        { kind: 'user_id', value: 'u-1' },
      ],
    });
    expect(lines.map((line) => line.name)).toEqual(['name', 'phone', 'user_id']);
  });
});

describe('tierOf', () => {
  const attribute = (key: string, value: unknown) => ({ key, value, label: key, labels: {}, type: 'text' });

  it('is the tier where a module keeps one', () => {
    expect(tierOf([attribute('points', 3), attribute('loyalty.tier', '银卡')])).toBe('银卡');
    expect(tierOf([attribute('points', 3)])).toBeNull();
    expect(tierOf([attribute('tier', '')])).toBeNull();
  });
});

describe('readValue', () => {
  it('takes numbers and yes or no for what they are, and keeps what only looks like a number', () => {
    expect(readValue(' 12.5 ')).toBe(12.5);
    expect(readValue('true')).toBe(true);
    expect(readValue('0012')).toBe('0012');
    expect(readValue('13800138000')).toBe('13800138000');
    expect(readValue(' ')).toBeNull();
  });
});
