/** A JSON schema of flat options, as the fields of a form. */

export interface Field {
  name: string;
  kind: 'choice' | 'switch' | 'number' | 'share' | 'text';
  /** What the schema calls it, where no translation does. */
  title: string;
  required: boolean;
  choices: string[];
  min?: number;
  max?: number;
  lengthMax?: number;
  whole: boolean;
  /** Typed unseen, among secrets. */
  hidden: boolean;
  preset: unknown;
}

export type Values = Record<string, unknown>;

interface Property {
  type?: string;
  enum?: unknown[];
  title?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  default?: unknown;
  'x-secret'?: boolean;
}

export function fieldsOf(schema: Readonly<Record<string, unknown>>): Field[] {
  const properties = (schema.properties ?? {}) as Record<string, Property>;
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    kind: kindOf(property),
    title: property.title ?? name,
    required: required.includes(name),
    choices: (property.enum ?? []).map(String),
    min: property.minimum,
    max: property.maximum,
    lengthMax: property.maxLength,
    whole: property.type === 'integer',
    hidden: property['x-secret'] !== false,
    preset: property.default,
  }));
}

function kindOf(property: Property): Field['kind'] {
  if (property.enum) return 'choice';
  if (property.type === 'boolean') return 'switch';
  if (property.type === 'number' && property.minimum === 0 && property.maximum === 1) return 'share';
  if (property.type === 'number' || property.type === 'integer') return 'number';
  return 'text';
}

/** What a form starts with: what is kept, else the schema's own default. */
export function startingValues(fields: readonly Field[], kept: Readonly<Values> = {}): Values {
  return Object.fromEntries(fields.map((field) => [field.name, kept[field.name] ?? field.preset ?? (field.kind === 'switch' ? false : undefined)]));
}

/** What to send: nothing empty, and text without blanks at its ends. */
export function sentValues(fields: readonly Field[], values: Readonly<Values>): Record<string, string | number | boolean> {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | number | boolean][] => {
      const value = values[field.name];
      if (typeof value === 'string') return value.trim() ? [[field.name, value.trim()]] : [];
      return typeof value === 'number' || typeof value === 'boolean' ? [[field.name, value]] : [];
    }),
  );
}

/** Names of required fields that are still empty. */
export function emptyOf(fields: readonly Field[], values: Readonly<Values>): string[] {
  const sent = sentValues(fields, values);
  return fields.filter((field) => field.required && sent[field.name] === undefined).map((field) => field.name);
}
