import { describe, expect, it } from 'vitest';
import { peopleAddress, peopleAsked } from './figureAddress';

describe('the people behind a figure', () => {
  it('have an address that reads back', () => {
    const ask = { group: 'convert', days: 30 } as const;
    expect(peopleAsked(peopleAddress(ask))).toEqual(ask);
  });

  it('are nobody where the address is none', () => {
    for (const text of [null, '', 'convert', 'convert.0', 'convert.9999', 'convert.x', 'everybody.3']) expect(peopleAsked(text)).toBeNull();
  });
});
