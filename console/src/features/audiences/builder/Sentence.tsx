import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface SentenceProps {
  /** Key of the sentence under `sentence`; its `<slots/>` say the order, which differs between languages. */
  of: string;
  slots: Record<string, ReactNode>;
}

const slot = /<(\w+)\/>/;

/** A sentence with fields in the places that the language gives them. */
export function Sentence({ of, slots }: SentenceProps): ReactElement {
  const { t } = useTranslation('audiences');
  // Even places are words, odd ones the names of slots.
  const pieces = t(`sentence.${of}`).split(slot);
  return (
    <span className="words">
      {pieces.map((piece, place) => {
        const shown = place % 2 === 1 ? slots[piece] : piece.trim();
        return shown ? <span key={place} className={place % 2 === 1 ? 'words' : undefined}>{shown}</span> : null;
      })}
    </span>
  );
}
