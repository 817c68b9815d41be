import { describe, expect, it } from 'vitest';
import { linkedParts } from './linkedParts';

describe('linkedParts', () => {
  it('finds addresses, with Chinese words and stops close by', () => {
    expect(linkedParts('新品到店https://shop.example.com/a?b=1，回复T退订')).toEqual([
      { text: '新品到店', link: false },
      { text: 'https://shop.example.com/a?b=1', link: true },
      { text: '，回复T退订', link: false },
    ]);
  });

  it('leaves a text without addresses whole', () => {
    expect(linkedParts('shop.example.com')).toEqual([{ text: 'shop.example.com', link: false }]);
    expect(linkedParts('')).toEqual([]);
  });
});
