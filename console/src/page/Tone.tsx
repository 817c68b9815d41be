import type { ReactNode } from 'react';

export type ToneName = 'good' | 'warn' | 'bad' | 'info' | 'idle';

/** A small word whose colour says how things stand; the word alone says it too. */
export function Tone({ tone, children }: { tone: ToneName; children: ReactNode }) {
  return <span className={`tone tone-${tone}`}>{children}</span>;
}
