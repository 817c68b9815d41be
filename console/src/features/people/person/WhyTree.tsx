import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { plainValue } from '@/format/value';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { useNamed } from '@/page/useNamed';
import type { Explanation } from '../peopleTypes';
import { tagCatalogueQuery } from '../tags/tagQueries';
import { compareOf, seenFacts, subjectOf, windowOf, type LooseCondition } from './why';

/** A condition, whether it holds, and what it saw of the person; below it its parts. */
export function WhyTree({ explanation }: { explanation: Explanation }) {
  return (
    <ul className="why">
      <WhyNode explanation={explanation} />
    </ul>
  );
}

function WhyNode({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const words = useConditionWords();
  const { holds } = explanation;
  const seen = seenFacts(explanation.seen ?? {});
  const parts = explanation.parts ?? [];
  return (
    <li>
      <span className="why-line">
        <span className={holds ? 'why-holds' : 'why-fails'} role="img" aria-label={t(holds ? 'why.holds' : 'why.fails')}>
          {holds ? <CheckCircleFilled /> : <MinusCircleOutlined />}
        </span>
        <span className="why-words">
          <span>{words(explanation.condition as unknown as LooseCondition)}</span>
          {seen.length > 0 && (
            <span className="muted">
              {t('why.saw')}{' '}
              {seen.map(({ name, value, isTime }) => (
                <span key={name} className="why-fact">
                  {named('people:why.facts', name)} {isTime ? <Time value={String(value)} /> : <strong className="figures">{plainValue(value)}</strong>}
                </span>
              ))}
            </span>
          )}
        </span>
      </span>
      {parts.length > 0 && (
        <ul>
          {parts.map((part, index) => (
            <WhyNode key={index} explanation={part} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A condition in a few words: of what kind, about what, how compared, when. */
function useConditionWords(): (condition: LooseCondition) => string {
  const { t, i18n } = useTranslation('people');
  const named = useNamed();
  const eventLabel = useEventLabel();
  const tags = useQuery(tagCatalogueQuery).data ?? [];
  return (condition) => {
    const key = `why.kinds.${condition.kind}`;
    const kind = i18n.exists(key, { ns: 'people' }) ? t(key) : condition.kind;
    const compare = compareOf(condition);
    const window = windowOf(condition);
    return [
      kind,
      subjectOf(condition, {
        event: (name) => eventLabel(name, name),
        trait: (name) => named('people:traitNames', name),
        tag: (code) => tags.find((tag) => tag.id === code)?.name ?? code,
        purpose: (name) => named('people:purposes', name),
        channel: (name) => named('people:channels', name),
        identifier: (name) => named('people:kinds', name),
      }),
      compare && [named('people:why.compare', compare.op), compare.value].filter(Boolean).join(' '),
      window && t('why.lastWindow', { amount: window.amount, unit: named('people:why.units', window.unit) }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}
