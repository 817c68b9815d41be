/** A whole figure with its separators. */
export function exactNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
}

/** A figure to glance at: 万 and 亿 in Chinese, K and M in English, exact below ten thousand. */
export function shortNumber(value: number, language: string): string {
  if (Math.abs(value) < 10_000) return exactNumber(value, language);
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** An amount in currency units, as events carry it. */
export function amount(units: number, language: string, currency: string): string {
  return currencyFormat(language, currency).format(units);
}

/** An amount of minor units (fen) in its currency. */
export function money(minor: number, language: string, currency: string): string {
  const format = currencyFormat(language, currency);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function currencyFormat(language: string, currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
}
