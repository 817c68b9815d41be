import { describe, expect, it } from 'vitest';
import type { CatalogueTag } from '../peopleTypes';
import { groupCounts, tagsShown } from './catalogue';

function tag(id: string, name: string, group_id: string, count: number): CatalogueTag {
  return { id, name, group_id, group: group_id, count, expiring: 0, next_expiry_at: null, created_at: '2026-01-01T00:00:00Z', source: null, expires_at: null };
}

const tags = [tag('tag_1', '高客单', 'tgr_1', 3), tag('tag_2', 'VIP', 'tgr_1', 9), tag('tag_3', '美妆', 'tgr_2', 1)];

describe('tagsShown', () => {
  it('narrows to a group and a text, the most carried first', () => {
    expect(tagsShown(tags, null, '').map((each) => each.id)).toEqual(['tag_2', 'tag_1', 'tag_3']);
    expect(tagsShown(tags, 'tgr_1', ' vi').map((each) => each.id)).toEqual(['tag_2']);
    expect(tagsShown(tags, 'tgr_2', 'vip')).toEqual([]);
  });
});

describe('groupCounts', () => {
  it('counts the tags of each group, empty ones too', () => {
    const groups = ['tgr_1', 'tgr_2', 'tgr_3'].map((id) => ({ id, name: id }));
    expect(groupCounts(groups, tags).map((group) => group.tags)).toEqual([2, 1, 0]);
  });
});
