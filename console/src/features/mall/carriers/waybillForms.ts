/** What waybill numbers look like, as the server's little language says it: `SF#{12,15}`. */

export type Kind = '#' | '@' | '*';

export interface Part {
  /** A kind of character, or text that stands for itself. */
  kind: Kind | 'text';
  text: string;
  least: number;
  most: number;
}

/** A form as most carriers have it: a beginning, then so many characters of one kind. */
export interface SimpleForm {
  prefix: string;
  kind: Kind;
  least: number;
  most: number;
}

export const lengthMax = 40;
export const kinds: Kind[] = ['#', '@', '*'];
const samples: Record<Kind, string> = { '#': '1234567890', '@': 'ABCDEFGHJK', '*': '1A2B3C4D5E' };

/** The parts of a form, neighbouring text as one; nothing where the server would not understand it. */
export function partsOf(form: string): Part[] | null {
  const part = /([#@*A-Z0-9-])(?:\{([0-9]{1,2})(?:,([0-9]{1,2}))?\})?/y;
  const found: Part[] = [];
  let varying = 0;
  let length = 0;
  while (part.lastIndex < form.length) {
    const [, sign = '', low, high] = part.exec(form) ?? [];
    if (!sign) return null;
    const least = low ? Number(low) : 1;
    const most = high ? Number(high) : least;
    if (least < 1 || most < least) return null;
    varying += Number(least !== most);
    length += most;
    const last = found.at(-1);
    if (kinds.includes(sign as Kind) || least !== most) found.push({ kind: kinds.includes(sign as Kind) ? (sign as Kind) : 'text', text: sign, least, most });
    else if (last?.kind === 'text' && last.least === 1 && last.most === 1) last.text += sign.repeat(least);
    else found.push({ kind: 'text', text: sign.repeat(least), least: 1, most: 1 });
  }
  return found.length === 0 || varying > 1 || length > lengthMax ? null : found;
}

/** A number of this form, the shortest. */
export function exampleOf(form: string): string {
  return (partsOf(form) ?? []).map(({ kind, text, least }) => (kind === 'text' ? text.repeat(least) : samples[kind].repeat(4).slice(0, least))).join('');
}

/** A form without its beginning and its run, where it has just these. */
export function simpleOf(form: string): SimpleForm | null {
  const parts = partsOf(form);
  const run = parts?.at(-1);
  const head = parts?.slice(0, -1) ?? [];
  if (!run || run.kind === 'text' || head.length > 1 || head.some((each) => each.kind !== 'text' || each.most !== 1)) return null;
  return { prefix: head[0]?.text ?? '', kind: run.kind, least: run.least, most: run.most };
}

/** The form that says it; lengths are brought into what is possible. */
export function formOf({ prefix, kind, least, most }: SimpleForm): string {
  const head = prefix.toUpperCase().replace(/[^A-Z0-9-]/g, '').slice(0, lengthMax - 1);
  const room = lengthMax - head.length;
  const low = Math.min(Math.max(1, least), room);
  const high = Math.min(Math.max(low, most), room);
  return `${head}${kind}{${low === high ? low : `${low},${high}`}}`;
}
