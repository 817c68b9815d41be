/** A piece of code with what it is, for quiet colours. */
export interface CodePiece {
  kind: 'plain' | 'string' | 'comment';
  text: string;
}

const comments: Record<string, string> = { python: '#[^\\n]*', shell: '(?<=^|\\s)#[^\\n]*', json: '(?!)' };
const strings = '"(?:\\\\.|[^"\\\\\\n])*"|\'(?:\\\\.|[^\'\\\\\\n])*\'|`(?:\\\\.|[^`\\\\])*`';

/** Strings and comments of code apart from the rest; nothing is lost. */
export function codePieces(code: string, language: string): CodePiece[] {
  const comment = comments[language] ?? '(?<!:)//[^\\n]*|/\\*[\\s\\S]*?\\*/|<!--[\\s\\S]*?-->';
  const pieces: CodePiece[] = [];
  let end = 0;
  for (const match of code.matchAll(new RegExp(`(${strings})|(${comment})`, 'gm'))) {
    if (match.index > end) pieces.push({ kind: 'plain', text: code.slice(end, match.index) });
    pieces.push({ kind: match[1] === undefined ? 'comment' : 'string', text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) pieces.push({ kind: 'plain', text: code.slice(end) });
  return pieces;
}
