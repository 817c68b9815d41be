import { describe, expect, it } from 'vitest';
import { groupPermissions, setChange } from './permissionGroups';

describe('groupPermissions', () => {
  it('puts permissions under the module that declares them', () => {
    const names = ['audiences.read', 'people.read', 'people.reveal'];
    const groups = groupPermissions(names.map((name) => ({ name, title: {} })));
    expect(groups.map((group) => [group.module, group.permissions.length])).toEqual([
      ['audiences', 1],
      ['people', 2],
    ]);
  });
});

describe('setChange', () => {
  it('tells what came and what went', () => {
    expect(setChange(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] });
    expect(setChange(['a'], ['a'])).toEqual({ added: [], removed: [] });
  });
});
