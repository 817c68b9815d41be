/** An option of a product with its values, in the order in which shoppers see them. */
export interface OptionDraft {
  name: string;
  values: string[];
}

/** A SKU that is being written down. */
export interface SkuDraft {
  id: string | null;
  code: string;
  options: Record<string, string>;
  barcode: string;
  retired: boolean;
}

export const skusMax = 500;

/** Options by which a product can be told apart: those with a name and at least one value, each once. */
export function usable(options: readonly OptionDraft[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { name, values } of options) {
    const said = [...new Set(values.map((value) => value.trim()).filter(Boolean))];
    if (name.trim() && said.length > 0) found[name.trim()] = said;
  }
  return found;
}

/** Every combination of one value for each option; a product without options has one. */
export function combinations(options: Record<string, string[]>): Record<string, string>[] {
  return Object.entries(options).reduce<Record<string, string>[]>((before, [name, values]) => before.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value }))), [{}]);
}

/** The matrix of SKUs for some options: what was written for a combination stays, and new ones get a code of their own. */
export function matrixOf(options: Record<string, string[]>, before: readonly SkuDraft[], code: string): SkuDraft[] {
  const known = new Map(before.map((sku) => [keyOf(sku.options), sku]));
  const taken = new Set(before.map((sku) => sku.code));
  return combinations(options).map((chosen) => {
    const found = known.get(keyOf(chosen));
    if (found) return found;
    const fresh = freeCode(code, taken);
    taken.add(fresh);
    return { id: null, code: fresh, options: chosen, barcode: '', retired: false };
  });
}

/** What makes two combinations the same, whatever the order of their options. */
export function keyOf(options: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function freeCode(code: string, taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`${code}-${number}`)) number += 1;
  return `${code}-${number}`;
}
