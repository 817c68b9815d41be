import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import { useReason } from '@/page/useReason';
import type { ReasonCount } from './quarantineQueries';

interface ReasonsProps {
  reasons: readonly ReasonCount[];
  chosen: string | undefined;
  onChoose: (reason: string | null) => void;
}

/** Why events wait, most frequent first; the bar behind compares them. */
export function Reasons({ reasons, chosen, onChoose }: ReasonsProps) {
  const { t } = useTranslation('quarantine');
  const format = useFormat();
  const reasonText = useReason();
  const most = Math.max(...reasons.map((each) => each.count));
  return (
    <section className="panel quarantine-reasons" aria-label={t('reasonsTitle')}>
      <ul>
        {reasons.map((each) => (
          <li key={each.reason}>
            <button
              type="button"
              className="plain-button"
              aria-pressed={each.reason === chosen}
              style={{ '--share': `${(each.count / most) * 100}%` } as object}
              onClick={() => onChoose(each.reason === chosen ? null : each.reason)}
            >
              <span className="ellipsis">{reasonText(each.reason)}</span>
              <span className="muted quarantine-since">
                {t('newest')} <Time value={each.newest_at} />
              </span>
              <strong className="figures">{format.number(each.count)}</strong>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
