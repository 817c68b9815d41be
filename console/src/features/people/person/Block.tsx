import type { ReactNode } from 'react';

interface BlockProps {
  title: string;
  /** What to say where there is nothing to show. */
  empty?: string | false;
  acts?: ReactNode;
  children: ReactNode;
}

/** A small panel beside the person. */
export function Block({ title, empty = false, acts, children }: BlockProps) {
  return (
    <section className="panel person-block">
      <header>
        <h2>{title}</h2>
        {acts}
      </header>
      {empty ? <p className="muted">{empty}</p> : <dl>{children}</dl>}
    </section>
  );
}

export function BlockRow({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="ellipsis">{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
