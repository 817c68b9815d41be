import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { ClockTime } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { useSourceName } from '@/page/useSourceName';
import { eventLooks } from './eventLooks';
import { amountOf, currencyOf, familyOf, gist } from './timeline';

/** One event: what, how much, where from; all of it on a click. */
export function TimelineEntry({ item, onOpen }: { item: TimelineItem; onOpen: (item: TimelineItem) => void }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const eventLabel = useEventLabel();
  const sourceName = useSourceName();
  const { icon, color } = eventLooks[familyOf(item)];
  const amount = amountOf(item.properties);
  return (
    <li>
      <button type="button" className="plain-button timeline-row" aria-haspopup="dialog" title={t('openEvent')} onClick={() => onOpen(item)}>
        <span className="timeline-icon" style={{ '--face': `var(--data-${color})` } as object}>
          {icon}
        </span>
        <span className="timeline-words">
          <span className="timeline-title">
            <strong>{eventLabel(item.event, item.type)}</strong>
            {amount !== null && <span className="figures">{format.amount(amount, currencyOf(item.properties))}</span>}
          </span>
          <span className="muted ellipsis">{[...gist(item.properties), sourceName(item.source)].filter(Boolean).join(' · ')}</span>
        </span>
        <span className="muted timeline-time">
          <ClockTime value={item.time} />
        </span>
      </button>
    </li>
  );
}
