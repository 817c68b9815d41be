import type { ReactNode } from 'react';
import { codePieces } from './code';
import { CopyButton } from './CopyButton';
import './codeBlock.css';

interface CodeBlockProps {
  code: string;
  language?: 'javascript' | 'python' | 'shell' | 'json' | 'html';
  /** What the code is: a file's name, a step. */
  title?: ReactNode;
  /** Read aloud; needed where `title` is not plain text. */
  label?: string;
}

/** Code to read and to take along. */
export function CodeBlock({ code, language = 'javascript', title, label }: CodeBlockProps) {
  const name = label ?? (typeof title === 'string' ? title : undefined);
  return (
    <figure className="code-block">
      <figcaption>
        <span className="ellipsis">{title}</span>
        <CopyButton text={code} label={name} type="text" />
      </figcaption>
      {/* Scrolls inside, hence reachable by keyboard. */}
      <pre tabIndex={0} role="region" aria-label={name}>
        <code>
          {codePieces(code, language).map((piece, at) => (
            <span key={at} className={`code-${piece.kind}`}>
              {piece.text}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  );
}
