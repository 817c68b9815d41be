import type { Definition } from '../audienceTypes';

/** What the server says is wrong with a definition, and where. */
export interface Complaint {
  /** Keys from the definition's root to the value meant. */
  at: (string | number)[];
  kind: string;
  message: string;
}

/** What a refusal says about a definition: the places of a 422, or of a code in it that leads nowhere. */
export function complaintsOfProblem(problem: { code: string; facts: Record<string, unknown> }, definition: Definition): Complaint[] {
  if (Array.isArray(problem.facts.errors)) return complaintsIn(problem.facts, definition);
  const codes = [problem.facts.named, problem.facts.node, ...(Array.isArray(problem.facts.path) ? (problem.facts.path as unknown[]) : [])];
  for (const code of codes) {
    const at = typeof code === 'string' ? placeOfValue(definition, code) : undefined;
    if (at) return [{ at, kind: problem.code, message: String(code) }];
  }
  return [];
}

function placeOfValue(value: unknown, wanted: string): (string | number)[] | undefined {
  if (value === wanted) return [];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const at = placeOfValue(inner, wanted);
    if (at) return [Array.isArray(value) ? Number(key) : key, ...at];
  }
  return undefined;
}

/** Complaints in the facts of a 422, with the names of alternatives that pydantic puts into its paths taken out. */
export function complaintsIn(facts: Record<string, unknown>, definition: Definition): Complaint[] {
  const errors = Array.isArray(facts.errors) ? (facts.errors as unknown[]) : [];
  return errors.flatMap((error): Complaint[] => {
    if (typeof error !== 'object' || error === null) return [];
    const { at, kind, message } = error as Record<string, unknown>;
    const steps = String(at ?? '').split('.');
    const start = steps.indexOf('definition');
    return [{ at: placeIn(definition, start >= 0 ? steps.slice(start + 1) : steps), kind: String(kind), message: String(message) }];
  });
}

/** Follows a path of the server through the JSON it is about. */
export function placeIn(root: unknown, steps: readonly string[]): (string | number)[] {
  const place: (string | number)[] = [];
  let value = root;
  let fresh = true;
  for (const step of steps) {
    if (fresh && names(value, step)) {
      fresh = false;
      continue;
    }
    const key = Array.isArray(value) && /^\d+$/.test(step) ? Number(step) : step;
    place.push(key);
    value = isRecord(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[key] : undefined;
    fresh = true;
  }
  return place;
}

/** Whether a step of the path is the name of the alternative that a value was read as. */
function names(value: unknown, step: string): boolean {
  if (/^[A-Z]\w*[a-z]\w*$/.test(step)) return true;
  return isRecord(value) && (value.kind === step || value.op === step);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The complaints that belong to the part at `place`: at it or below it, but not at a part within it. */
export function complaintsAt(complaints: readonly Complaint[], place: readonly (string | number)[], places: Iterable<readonly (string | number)[]>): Complaint[] {
  const inner = [...places].filter((other) => other.length > place.length && startsWith(other, place));
  return complaints.filter(({ at }) => startsWith(at, place) && !inner.some((other) => startsWith(at, other)));
}

function startsWith(path: readonly (string | number)[], start: readonly (string | number)[]): boolean {
  return start.every((step, index) => path[index] === step);
}
