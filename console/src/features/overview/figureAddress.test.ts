import { describe, expect, it } from 'vitest';
import { peopleAddress, peopleAsked, type PeopleAsk } from './figureAddress';

describe('the people behind a figure', () => {
  it('have an address that reads back', () => {
    const asks: PeopleAsk[] = [
      { group: 'convert', days: 30 },
      { group: 'new_people', days: 90, by: 'channel', name: 'wecom' },
      { group: 'people', days: 30, by: 'source', name: 'src_1' },
      { group: 'people', days: 30, by: 'channel', name: '' },
      { group: 'people', days: 30, by: 'channel', name: 'shop.example.com' },
    ];
    for (const ask of asks) expect(peopleAsked(peopleAddress(ask))).toEqual(ask);
  });

  it('are nobody where the address is none', () => {
    for (const text of [null, '', 'convert', 'convert.0', 'convert.9999', 'convert.x', 'everybody.3', 'people.30', 'people.30.channel', 'people.30.moon.x', 'convert.30.channel.x']) expect(peopleAsked(text)).toBeNull();
  });
});
