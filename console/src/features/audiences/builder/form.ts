import type { Condition, Definition, Leaf } from '../audienceTypes';

/** A definition as the builder edits it: `not` is a mark on what it turns round, and every part has an id to keep its place. */
export interface Group {
  id: number;
  type: 'group';
  join: 'all' | 'any';
  not: boolean;
  parts: Part[];
}

export interface Question {
  id: number;
  type: 'question';
  not: boolean;
  leaf: Leaf;
}

export type Part = Group | Question;

let ids = 0;

export function newId(): number {
  ids += 1;
  return ids;
}

export function question(leaf: Leaf, not = false): Question {
  return { id: newId(), type: 'question', not, leaf };
}

export function group(join: Group['join'], parts: Part[], not = false): Group {
  return { id: newId(), type: 'group', join, not, parts };
}

/** The outermost is always a group, so that there is somewhere to add to. */
export function formOf(definition: Definition): Group {
  const part = partOf(definition.where);
  return part.type === 'group' && !part.not ? part : group('all', [part]);
}

function partOf(condition: Condition): Part {
  if (condition.kind === 'not') {
    const inner = partOf(condition.condition);
    return inner.not ? group('all', [inner], true) : { ...inner, not: true };
  }
  if (condition.kind === 'all' || condition.kind === 'any') return group(condition.kind, condition.conditions.map(partOf));
  return question(condition);
}

export function definitionOf(form: Group): Definition {
  const only = form.parts.length === 1 ? form.parts[0] : undefined;
  return { version: 1, where: only && !form.not ? conditionOf(only) : conditionOf(form) };
}

function conditionOf(part: Part): Condition {
  const plain: Condition = part.type === 'group' ? { kind: part.join, conditions: part.parts.map(conditionOf) } : part.leaf;
  return part.not ? { kind: 'not', condition: plain } : plain;
}

/** The form with one part changed, wherever it stands; null takes it out, and a group that it leaves empty with it. */
export function changePart(form: Group, id: number, change: (part: Part) => Part | null): Group {
  const parts = form.parts.flatMap((part): Part[] => {
    if (part.id === id) {
      const changed = change(part);
      return changed ? [changed] : [];
    }
    if (part.type === 'question') return [part];
    const inner = changePart(part, id, change);
    return inner.parts.length === 0 && part.parts.length > 0 ? [] : [inner];
  });
  return parts.length === form.parts.length && parts.every((part, place) => part === form.parts[place]) ? form : { ...form, parts };
}

export function addPart(form: Group, groupId: number, part: Part): Group {
  if (form.id === groupId) return { ...form, parts: [...form.parts, part] };
  return changePart(form, groupId, (found) => (found.type === 'group' ? { ...found, parts: [...found.parts, part] } : found));
}

export function setJoin(form: Group, groupId: number, join: Group['join']): Group {
  if (form.id === groupId) return { ...form, join };
  return changePart(form, groupId, (found) => (found.type === 'group' ? { ...found, join } : found));
}

/** A copy that stands beside its original under new ids. */
export function copyPart(part: Part): Part {
  return part.type === 'group' ? { ...part, id: newId(), parts: part.parts.map(copyPart) } : { ...part, id: newId() };
}

export function duplicatePart(form: Group, id: number): Group {
  return {
    ...form,
    parts: form.parts.flatMap((part): Part[] => {
      if (part.id === id) return [part, copyPart(part)];
      return [part.type === 'group' ? duplicatePart(part, id) : part];
    }),
  };
}

/** Every part with where its condition lies in the definition, as keys from the root. */
export function placesOf(form: Group): Map<number, (string | number)[]> {
  const places = new Map<number, (string | number)[]>();
  const only = form.parts.length === 1 ? form.parts[0] : undefined;
  const note = (part: Part, at: (string | number)[]) => {
    const inside = part.not ? [...at, 'condition'] : at;
    places.set(part.id, inside);
    if (part.type === 'group') part.parts.forEach((inner, place) => note(inner, [...inside, 'conditions', place]));
  };
  if (only && !form.not) note(only, ['where']);
  else note(form, ['where']);
  return places;
}
