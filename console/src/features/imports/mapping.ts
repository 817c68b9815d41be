import type { Import, ImportKind, KindInfo, Mapping, Options, SavedMapping } from './importsQueries';

/** Field → column, as the server keeps it. */
export type Columns = Record<string, string>;

/** The field that a column fills; the first where it fills several. */
export function fieldOf(columns: Columns, column: string): string | null {
  return Object.entries(columns).find(([, each]) => each === column)?.[0] ?? null;
}

/** The columns with one of them meant otherwise; a field takes one column only, so its former one falls out. */
export function assign(columns: Columns, column: string, field: string | null): Columns {
  const kept = Object.entries(columns).filter(([name, each]) => each !== column && name !== field);
  return Object.fromEntries(field ? [...kept, [field, column]] : kept);
}

/** Whether two mappings say the same, in whatever order. */
export function sameMapping(one: Mapping, other: Mapping): boolean {
  return sorted(one.columns) === sorted(other.columns) && sorted(one.options) === sorted(other.options);
}

function sorted(values: object | undefined): string {
  return JSON.stringify(Object.entries(values ?? {}).sort(([first], [second]) => (first < second ? -1 : 1)));
}

/** Whether a field is one of the operator's own naming: `trait:` or `property:` and more. */
export function isFree(field: string, prefix: string | null, known: readonly string[]): boolean {
  return prefix !== null && field.startsWith(prefix) && !known.includes(field);
}

/** A free field with a name that no other column has yet. */
export function freeField(columns: Columns, prefix: string, column: string, wanted: string): string {
  const base = `${prefix}${wanted.trim() || column}`.slice(0, 190);
  let field = base;
  for (let number = 2; columns[field] !== undefined && columns[field] !== column; number += 1) field = `${base}_${number}`;
  return field;
}

/** Needed fields without a column, `a|b` where one of several would do; as the server counts them. */
export function missingFields(info: KindInfo, columns: Columns, options: Options): string[] {
  const missing = info.fields.filter((field) => field.needed && !columns[field.name]).map((field) => field.name);
  if (info.needed_one_of.length > 0 && !info.needed_one_of.some((name) => columns[name])) missing.push(info.needed_one_of.join('|'));
  if (info.kind === 'events' && !columns.event && !options.event_name) missing.push('event');
  return missing;
}

/** A saved mapping as far as this file has its columns. */
export function fitting(saved: SavedMapping, names: readonly string[]): Columns {
  return Object.fromEntries(Object.entries(saved.mapping.columns ?? {}).filter(([, column]) => names.includes(column)));
}

/** Saved mappings of the kind, those that fit most columns of the file first; those that fit none are left out. */
export function fittingFirst(saved: readonly SavedMapping[], one: Pick<Import, 'kind' | 'columns'>): { saved: SavedMapping; fits: number }[] {
  const names = one.columns.map((column) => column.name);
  return saved
    .filter((each) => each.kind === one.kind)
    .map((each) => ({ saved: each, fits: Object.keys(fitting(each, names)).length }))
    .filter(({ fits }) => fits > 0)
    .sort((first, second) => second.fits - first.fits);
}

const money: readonly ImportKind[] = ['orders', 'ad_spend'];

/** The options that matter to this kind with these columns, in the order in which they are asked. */
export function optionsFor(kind: ImportKind, columns: Columns): (keyof Options)[] {
  const names: (keyof Options)[] = [];
  if (kind === 'events' && !columns.event) names.push('event_name');
  if (columns.time || columns.expires_at) names.push('time_zone', 'date_order');
  if (money.includes(kind)) names.push('currency', 'decimal_comma');
  if (columns.customer_id) names.push('customer_identifier', 'number_as_text');
  if (columns.openid || columns.unionid) names.push('wechat_app_id');
  if (kind === 'orders') names.push('changed_orders', 'cancellation_prefix', 'adjustment_prefix');
  if (kind === 'tags' || columns.tags) names.push('tag_group');
  if (columns.consent) names.push('consent_purpose', 'consent_channel');
  return names;
}
