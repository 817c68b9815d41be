import { useBuilder } from './builderContext';
import type { Part } from './form';
import { useComplaintText } from './useComplaintText';

/** What the server says is wrong with a condition, below it. */
export function Complaints({ part }: { part: Part }) {
  const { complaintsOf } = useBuilder();
  const text = useComplaintText();
  const found = [...new Set(complaintsOf(part).map(text))];
  if (found.length === 0) return null;
  return (
    <ul className="builder-complaints" role="alert">
      {found.map((sentence) => (
        <li key={sentence} className="builder-complaint">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
