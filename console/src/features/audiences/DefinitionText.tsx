import { useTranslation } from 'react-i18next';
import type { Condition } from './audienceTypes';
import { describe } from './describe';
import { useSpeech } from './useSpeech';

/** Conditions to read: one line each, groups indented. */
export function DefinitionText({ condition }: { condition: Condition }) {
  const { t } = useTranslation('audiences');
  const speech = useSpeech(condition);
  const inner = condition.kind === 'not' ? condition.condition : condition;
  if (inner.kind !== 'all' && inner.kind !== 'any') return <p className="definition-line">{describe(condition, speech)}</p>;
  return (
    <div className="definition-group">
      <span className="muted">{t(condition.kind === 'not' ? 'explain.not' : `explain.${inner.kind}`)}</span>
      <ul>
        {inner.conditions.map((part, place) => (
          <li key={place}>
            <DefinitionText condition={part} />
          </li>
        ))}
      </ul>
    </div>
  );
}
