import type { Tag, TagAssign } from '@/api/types';

/** Tags to offer for what is typed so far: those whose name holds it and that the person does not have. */
export function offeredTags<T extends Tag>(typed: string, catalogue: readonly T[], held: readonly Tag[]): T[] {
  const wanted = typed.trim().toLowerCase();
  const ids = new Set(held.map((tag) => tag.id));
  return catalogue.filter((tag) => !ids.has(tag.id) && tag.name.toLowerCase().includes(wanted)).slice(0, 20);
}

/** What to put on for a typed name: the tag of that name where there is one, else a new one; null where nothing is to do. */
export function tagNamed(typed: string, catalogue: readonly Tag[], held: readonly Tag[]): Pick<TagAssign, 'tag_id' | 'name'> | null {
  const name = typed.trim();
  if (!name || held.some((tag) => tag.name === name)) return null;
  const known = catalogue.find((tag) => tag.name === name);
  return known ? { tag_id: known.id } : { name };
}
