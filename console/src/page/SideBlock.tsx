import type { ReactNode } from 'react';
import './sideBlock.css';

interface SideBlockProps {
  title: ReactNode;
  /** What to say where there is nothing to show. */
  empty?: string | false;
  acts?: ReactNode;
  /** What stands above the rows. */
  lead?: ReactNode;
  children: ReactNode;
}

/** A small panel beside the person. */
export function SideBlock({ title, empty = false, acts, lead, children }: SideBlockProps) {
  return (
    <section className="panel side-block">
      <header>
        <h2>{title}</h2>
        {acts}
      </header>
      {empty ? (
        <p className="muted">{empty}</p>
      ) : (
        <>
          {lead}
          <dl>{children}</dl>
        </>
      )}
    </section>
  );
}

export function SideBlockRow({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="ellipsis">{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
