/** JSON as it was written, with the place of every value in the text. */
export interface ReadJson {
  value: unknown;
  /** Offset of the value at a path, the path's keys joined by newlines. */
  offsets: Map<string, number>;
}

export class JsonMistake extends Error {
  constructor(readonly offset: number) {
    super(`The text is no JSON at ${offset}`);
  }
}

/** Reads JSON and remembers where everything stood, so that an error can be shown at its place. */
export function readJson(text: string): ReadJson {
  const offsets = new Map<string, number>();
  let at = 0;

  const space = () => {
    while (at < text.length && ' \t\n\r'.includes(text[at] ?? '')) at += 1;
  };
  const take = (letter: string) => {
    space();
    if (text[at] !== letter) throw new JsonMistake(at);
    at += 1;
  };
  const next = () => {
    space();
    return text[at];
  };
  const token = (pattern: RegExp): unknown => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found || found.index !== at) throw new JsonMistake(at);
    try {
      const value: unknown = JSON.parse(found[0]);
      at += found[0].length;
      return value;
    } catch {
      throw new JsonMistake(at);
    }
  };
  const value = (path: (string | number)[]): unknown => {
    const first = next();
    offsets.set(path.join('\n'), at);
    if (first === '{') return record(path);
    if (first === '[') return list(path);
    return first === '"' ? token(quoted) : token(atom);
  };
  const record = (path: (string | number)[]) => {
    const made: Record<string, unknown> = {};
    take('{');
    while (next() !== '}') {
      if (Object.keys(made).length > 0) take(',');
      space();
      const key = token(quoted) as string;
      take(':');
      made[key] = value([...path, key]);
    }
    take('}');
    return made;
  };
  const list = (path: (string | number)[]) => {
    const made: unknown[] = [];
    take('[');
    while (next() !== ']') {
      if (made.length > 0) take(',');
      made.push(value([...path, made.length]));
    }
    take(']');
    return made;
  };

  const whole = value([]);
  space();
  if (at < text.length) throw new JsonMistake(at);
  return { value: whole, offsets };
}

const quoted = /"(?:[^"\\]|\\.)*"/g;
const atom = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The offset of a path, or of what comes nearest above it. */
export function offsetOf(read: ReadJson, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const offset = read.offsets.get(path.slice(0, length).join('\n'));
    if (offset !== undefined) return offset;
  }
  return 0;
}

/** Line of an offset, counted from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
