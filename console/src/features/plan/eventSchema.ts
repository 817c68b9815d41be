import type { PlannedEvent, SeenProperty } from './planQueries';

export type EventSchema = PlannedEvent['schema'];

export const propertyTypes = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'] as const;

export interface PropertyRow {
  name: string;
  /** Types that the schema allows; empty allows all. */
  types: string[];
  required: boolean;
  /** Whether the schema says something of it. */
  planned: boolean;
  /** Whether the schema says more of it than its types, which only the JSON shows. */
  detailed: boolean;
  seen: SeenProperty | null;
}

/** Properties that the schema names or that have been seen, by name. */
export function propertyRows(schema: EventSchema, seen: readonly SeenProperty[]): PropertyRow[] {
  const planned = propertiesOf(schema);
  const required = requiredOf(schema);
  const names = new Set([...Object.keys(planned), ...required, ...seen.map((each) => each.name)]);
  return [...names].sort((one, other) => one.localeCompare(other)).map((name) => {
    const rule = planned[name];
    return {
      name,
      types: typesOf(rule),
      required: required.includes(name),
      planned: rule !== undefined || required.includes(name),
      detailed: isRecord(rule) && Object.keys(rule).some((key) => key !== 'type'),
      seen: seen.find((each) => each.name === name) ?? null,
    };
  });
}

export function withTypes(schema: EventSchema, name: string, types: readonly string[]): EventSchema {
  const planned = propertiesOf(schema);
  const rest = omit(isRecord(planned[name]) ? planned[name] : {}, 'type');
  const rule = types.length === 0 ? rest : { ...rest, type: types.length === 1 ? types[0] : [...types] };
  return { type: 'object', ...schema, properties: { ...planned, [name]: rule } };
}

export function withRequired(schema: EventSchema, name: string, required: boolean): EventSchema {
  const others = requiredOf(schema).filter((each) => each !== name);
  const next = required ? [...others, name] : others;
  const rest = omit(schema, 'required');
  return next.length > 0 ? { type: 'object', ...rest, required: next } : rest;
}

/** Takes a seen property into the schema, with the types it came with. */
export function withSeen(schema: EventSchema, seen: SeenProperty): EventSchema {
  return withTypes(schema, seen.name, seen.types);
}

export function without(schema: EventSchema, name: string): EventSchema {
  return withRequired({ ...schema, properties: omit(propertiesOf(schema), name) }, name, false);
}

/** Whether properties that the schema does not name are refused. */
export function isClosed(schema: EventSchema): boolean {
  return schema.additionalProperties === false;
}

export function withClosed(schema: EventSchema, closed: boolean): EventSchema {
  const rest = omit(schema, 'additionalProperties');
  return closed ? { type: 'object', ...rest, additionalProperties: false } : rest;
}

/** A schema from its JSON; null where it is none. */
export function schemaFrom(text: string): EventSchema | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function propertiesOf(schema: EventSchema): Record<string, unknown> {
  return isRecord(schema.properties) ? schema.properties : {};
}

function requiredOf(schema: EventSchema): string[] {
  return Array.isArray(schema.required) ? schema.required.filter((each): each is string => typeof each === 'string') : [];
}

function typesOf(rule: unknown): string[] {
  if (!isRecord(rule)) return [];
  if (typeof rule.type === 'string') return [rule.type];
  return Array.isArray(rule.type) ? rule.type.filter((each): each is string => typeof each === 'string') : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function omit(record: Record<string, unknown>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
