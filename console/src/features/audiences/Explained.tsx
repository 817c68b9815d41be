import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Condition, Explanation } from './audienceTypes';
import { describe } from './describe';
import { seenFacts } from './seen';
import { useSeenText } from './useSeenText';
import { useSpeech } from './useSpeech';
import './audiences.css';

/** A condition as a sentence, whether it holds, and what it saw of the person; below it its parts. */
export function Explained({ part }: { part: Explanation }) {
  const { t } = useTranslation('audiences');
  const seenText = useSeenText();
  // What is explained is a condition of the language, though the answer leaves its shape open.
  const condition = part.condition as unknown as Condition;
  const speech = useSpeech(condition);
  const facts = seenFacts(part.seen).map(seenText);
  const joins = condition.kind === 'all' || condition.kind === 'any' || condition.kind === 'not';
  return (
    <div className="explained">
      <p className="explained-line">
        <Verdict holds={part.holds} />
        <span>{joins ? t(`explain.${condition.kind}`) : describe(condition, speech)}</span>
      </p>
      {!joins && (
        <p className="explained-seen muted figures">
          {t('explain.saw')} {facts.length ? facts.join(t('say.comma')) : t('explain.nothing')}
        </p>
      )}
      {part.parts.length > 0 && (
        <ul className="explained-parts">
          {part.parts.map((inner, place) => (
            <li key={place}>
              <Explained part={inner} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Verdict({ holds }: { holds: boolean }) {
  const { t } = useTranslation('audiences');
  const words = t(holds ? 'explain.holds' : 'explain.fails');
  return holds ? <CheckCircleFilled className="verdict-holds" aria-label={words} /> : <CloseCircleFilled className="verdict-fails" aria-label={words} />;
}
