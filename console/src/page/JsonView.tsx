import type { ReactNode } from 'react';

/** Indented JSON with quiet colours. */
export function JsonView({ value }: { value: unknown }) {
  return <pre className="json">{paint(JSON.stringify(value, null, 2) ?? '')}</pre>;
}

const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function paint(text: string): ReactNode[] {
  const painted: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    painted.push(text.slice(end, match.index));
    const [whole, quoted, colon] = match;
    const kind = quoted ? (colon ? 'json-key' : 'json-string') : 'json-atom';
    painted.push(
      <span key={match.index} className={kind}>
        {colon ? quoted : whole}
      </span>,
      colon ?? '',
    );
    end = match.index + whole.length;
  }
  painted.push(text.slice(end));
  return painted;
}
