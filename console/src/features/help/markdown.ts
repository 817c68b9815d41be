/** The part of Markdown that our own documents use, as a tree. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'picture'; text: string; to: string }
  | { kind: 'quote'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] };

export type Inline = string | { kind: 'code' | 'strong' | 'em'; text: string } | { kind: 'link'; text: string; to: string };

const picture = /^!\[([^\]]*)\]\(([^)\s]+)\)$/;
const listItem = /^(\s*)(?:[-*]|(\d+)\.)\s+(.*)$/;

export function readBlocks(source: string): Block[] {
  const lines = source.replace(/\r/g, '').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    if (!line.trim() || /^<!--.*-->$/.test(line.trim())) at += 1;
    else if (picture.test(line)) {
      const [, text = '', to = ''] = picture.exec(line) ?? [];
      blocks.push({ kind: 'picture', text, to });
      at += 1;
    } else if (/^(```|~~~)/.test(line)) blocks.push({ kind: 'code', text: takeFence(line.slice(0, 3)) });
    else if (/^ {4}/.test(line)) blocks.push({ kind: 'code', text: takeWhile((each) => /^ {4}/.test(each) || !each.trim()).map((each) => each.slice(4)).join('\n').trimEnd() });
    else if (/^#{1,6} /.test(line)) {
      const [, marks = '', text = ''] = /^(#+) (.*)$/.exec(line) ?? [];
      blocks.push({ kind: 'heading', level: marks.length, text });
      at += 1;
    } else if (line.startsWith('>')) blocks.push({ kind: 'quote', text: takeWhile((each) => each.startsWith('>')).map((each) => each.replace(/^> ?/, '')).join(' ') });
    else if (line.startsWith('|')) blocks.push(table(takeWhile((each) => each.startsWith('|'))));
    else if (listItem.test(line)) blocks.push(list(takeWhile((each) => listItem.test(each) || /^\s+\S/.test(each))));
    else blocks.push({ kind: 'paragraph', text: takeWhile((each) => Boolean(each.trim()) && !/^(#{1,6} |```|~~~|\||>)/.test(each) && !listItem.test(each)).join(' ') });
  }
  return blocks;

  function takeWhile(fits: (line: string) => boolean): string[] {
    const from = at;
    while (at < lines.length && fits(lines[at] as string)) at += 1;
    return lines.slice(from, at);
  }

  function takeFence(fence: string): string {
    at += 1;
    const inside = takeWhile((each) => !each.startsWith(fence));
    at += 1;
    return inside.join('\n');
  }
}

function list(lines: string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const [, , , text] = listItem.exec(line) ?? [];
    if (text !== undefined) items.push(text);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: /^\s*\d/.test(lines[0] ?? ''), items };
}

function table(lines: string[]): Block {
  const cells = (line: string) =>
    line
      .replace(/^\||\|\s*$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replace(/\\\|/g, '|'));
  const [head = '', , ...rows] = lines;
  return { kind: 'table', head: cells(head), rows: rows.map(cells) };
}

const inline = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g;

export function readInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    const [whole, code, words, to, strong, em] = match;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (words !== undefined) parts.push({ kind: 'link', text: words.replace(/`/g, ''), to: to ?? '' });
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else parts.push({ kind: 'em', text: em ?? '' });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
