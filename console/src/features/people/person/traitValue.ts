/** Traits that are offered by name where somebody adds one. */
export const usualTraits = ['name', 'nickname', 'phone', 'email', 'gender', 'birthday', 'province', 'city', 'company', 'title'];

/** What was typed as a value: nothing takes the trait away, a number or yes and no are themselves, all else is text. */
export function readValue(typed: string): string | number | boolean | null {
  const text = typed.trim();
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  // Phone numbers and member numbers keep their zeros and their length.
  return /^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/.test(text) ? Number(text) : text;
}
