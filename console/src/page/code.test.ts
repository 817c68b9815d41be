import { describe, expect, it } from 'vitest';
import { codePieces } from './code';

const textOf = (code: string, language: string) => codePieces(code, language).map((piece) => piece.text).join('');
const ofKind = (code: string, language: string, kind: string) =>
  codePieces(code, language)
    .filter((piece) => piece.kind === kind)
    .map((piece) => piece.text);

describe('codePieces', () => {
  it('loses nothing', () => {
    for (const code of ['', 'a', 'x = "y" # z\n', "curl -u 'k:' https://a/b // c", '`a\n${b}`']) {
      for (const language of ['javascript', 'python', 'shell', 'json', 'html']) expect(textOf(code, language)).toBe(code);
    }
  });

  it('tells strings from comments', () => {
    expect(ofKind('a("x // y") // z', 'javascript', 'string')).toEqual(['"x // y"']);
    expect(ofKind('a("x // y") // z', 'javascript', 'comment')).toEqual(['// z']);
    expect(ofKind('a = "#x"  # y', 'python', 'comment')).toEqual(['# y']);
  });

  it('takes an address for no comment', () => {
    expect(ofKind('POST https://a.b/v1', 'javascript', 'comment')).toEqual([]);
    expect(ofKind('curl https://a.b/#c', 'shell', 'comment')).toEqual([]);
  });
});
