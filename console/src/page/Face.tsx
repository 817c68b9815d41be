import { dataColorOf, initialOf } from '@/format/value';
import './face.css';

/** A round letter for a person, in a colour that stays theirs. */
export function Face({ id, name, size = 28 }: { id: string; name: string | null | undefined; size?: number }) {
  const color = `var(--data-${dataColorOf(id)})`;
  return (
    <span className="face" style={{ '--face': color, width: size, height: size, fontSize: size * 0.45 } as object} aria-hidden>
      {initialOf(name, id)}
    </span>
  );
}
