import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { docAddress, pictureAddress } from './docs';
import { readBlocks, readInline, type Block } from './markdown';

/** A document of `docs/` as part of a page. */
export function Markdown({ source, path }: { source: string; path: string }) {
  return <article className="doc">{readBlocks(source).map((block, index) => draw(block, index, path))}</article>;
}

function draw(block: Block, key: number, path: string): ReactNode {
  const words = (text: string) => <Words text={text} path={path} />;
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.min(block.level, 4)}` as 'h1' | 'h2' | 'h3' | 'h4';
      return <Heading key={key}>{words(block.text)}</Heading>;
    }
    case 'paragraph':
      return <p key={key}>{words(block.text)}</p>;
    case 'picture': {
      const address = pictureAddress(path, block.to);
      return address && <img key={key} className="doc-picture" src={address} alt={block.text} loading="lazy" />;
    }
    case 'quote':
      return <blockquote key={key}>{words(block.text)}</blockquote>;
    case 'code':
      return (
        <pre key={key} className="json" tabIndex={0}>
          {block.text}
        </pre>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List key={key}>
          {block.items.map((item, index) => (
            <li key={index}>{words(item)}</li>
          ))}
        </List>
      );
    }
    case 'table':
      return (
        <div key={key} className="doc-table" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {block.head.map((cell, index) => (
                  <th key={index} scope="col">
                    {words(cell)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column}>{words(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

function Words({ text, path }: { text: string; path: string }) {
  return (
    <>
      {readInline(text).map((part, index) => {
        if (typeof part === 'string') return part;
        if (part.kind !== 'link') {
          const Mark = part.kind;
          return <Mark key={index}>{part.text}</Mark>;
        }
        const address = docAddress(path, part.to);
        if (address) return <Link key={index} to={address}>{part.text}</Link>;
        return /^https?:/.test(part.to) ? (
          <a key={index} href={part.to} target="_blank" rel="noreferrer">
            {part.text}
          </a>
        ) : (
          <span key={index}>{part.text}</span>
        );
      })}
    </>
  );
}
