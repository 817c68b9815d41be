import type { ReactNode } from 'react';
import { Link } from 'react-router';
import './linkCards.css';

interface LinkCardsProps<Row extends { id: string }> {
  rows: readonly Row[];
  pathOf: (row: Row) => string;
  /** What stands before the card and does not lead where it leads, such as a checkbox. */
  before?: (row: Row) => ReactNode;
  children: (row: Row) => ReactNode;
}

/** A list on a narrow screen: one card below the other, each a link to its page. */
export function LinkCards<Row extends { id: string }>({ rows, pathOf, before, children }: LinkCardsProps<Row>) {
  return (
    <ul className="link-cards">
      {rows.map((row) => (
        <li key={row.id}>
          {before?.(row)}
          <Link to={pathOf(row)} className="link-card">
            {children(row)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A line of a card with its words at both ends; the first `ellipsis` gives way. */
export function CardLine({ muted = false, children }: { muted?: boolean; children: ReactNode }) {
  return <span className={muted ? 'link-card-line muted' : 'link-card-line'}>{children}</span>;
}
