import { describe, expect, it } from 'vitest';
import { offeredTags, tagNamed } from './tags';

const food = { id: 'tag_1', name: '零食', group: '偏好' };
const rich = { id: 'tag_2', name: 'High value', group: '价值' };

describe('offeredTags', () => {
  it('offers what holds the typed text, but nothing the person has', () => {
    expect(offeredTags('', [food, rich], [food])).toEqual([rich]);
    expect(offeredTags(' VAL', [food, rich], [])).toEqual([rich]);
  });
});

describe('tagNamed', () => {
  it('takes the tag of that name from whatever group, or makes one', () => {
    expect(tagNamed('零食 ', [food, rich], [])).toEqual({ tag_id: 'tag_1' });
    expect(tagNamed('new', [food], [])).toEqual({ name: 'new' });
  });

  it('does nothing for an empty name or a tag that is there', () => {
    expect(tagNamed('  ', [food], [])).toBeNull();
    expect(tagNamed('零食', [food], [food])).toBeNull();
  });
});
