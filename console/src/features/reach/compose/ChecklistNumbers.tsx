import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import type { Checklist } from '../types';
import { narrowingOf } from './checklist';
import type { Draft } from './draft';
import { durationText } from './duration';

/** From the segment down to those who get it, then what it costs and how long it takes. */
export function ChecklistNumbers({ check, draft }: { check: Checklist; draft: Draft }) {
  const { t, i18n } = useTranslation('reach');
  const format = useFormat();
  const rows = narrowingOf(check);
  const whole = Math.max(1, check.audience);
  return (
    <>
      <h2>{t('check.title')}</h2>
      <ol className="narrowing">
        {rows.map(({ key, people, lost }) => (
          <li key={key} className={key === 'expected' ? 'narrowing-last' : undefined}>
            <span>{t(`check.${key}`)}</span>
            <span className="narrowing-bar" aria-hidden>
              <span style={{ width: `${(100 * people) / whole}%` }} />
            </span>
            <strong className="figures">{format.number(people)}</strong>
            <span className="muted figures narrowing-lost">{lost > 0 ? t(`check.lost_${key}`, { count: lost, shown: format.number(lost) }) : ''}</span>
          </li>
        ))}
      </ol>
      <dl className="check-facts">
        <div>
          <dt>{t('check.cost')}</dt>
          <dd className="figures">{check.cost_minor > 0 ? format.money(check.cost_minor) : t('check.noCost')}</dd>
        </div>
        <div>
          <dt>{t('check.time')}</dt>
          <dd className="figures">{check.seconds === null ? t('check.noLimit') : t('check.atLeast', { time: durationText(check.seconds, i18n.language) })}</dd>
        </div>
        <div>
          <dt>{t('when.quiet')}</dt>
          <dd className="figures">{draft.quiet ? `${draft.quiet.start} – ${draft.quiet.end}` : t('plan.noQuiet')}</dd>
        </div>
      </dl>
      {!check.exact && <p className="muted">{t('check.estimated')}</p>}
    </>
  );
}
