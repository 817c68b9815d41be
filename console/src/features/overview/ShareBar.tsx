import type { ReactNode } from 'react';

/** A figure with a bar below it that compares it with the largest of its column. */
export function ShareBar({ share, children }: { share: number; children: ReactNode }) {
  return (
    <span className="share-bar">
      {children}
      <span className="share-bar-track" aria-hidden>
        <span style={{ width: `${Math.max(0, Math.min(100, share * 100))}%` }} />
      </span>
    </span>
  );
}
