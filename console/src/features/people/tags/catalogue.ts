import type { CatalogueTag, TagGroup } from '../peopleTypes';

/** Tags of a group whose name holds the text; those that most people carry first. */
export function tagsShown(tags: readonly CatalogueTag[], groupId: string | null, query: string): CatalogueTag[] {
  const wanted = query.trim().toLowerCase();
  return tags
    .filter((tag) => (!groupId || tag.group_id === groupId) && tag.name.toLowerCase().includes(wanted))
    .sort((one, other) => other.count - one.count || one.name.localeCompare(other.name));
}

export interface GroupCount extends TagGroup {
  tags: number;
}

/** Groups with how many tags each holds. */
export function groupCounts(groups: readonly TagGroup[], tags: readonly CatalogueTag[]): GroupCount[] {
  return groups.map((group) => ({ ...group, tags: tags.filter((tag) => tag.group_id === group.id).length }));
}
