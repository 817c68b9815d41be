import {
  EyeOutlined,
  GlobalOutlined,
  IdcardOutlined,
  MailOutlined,
  ShareAltOutlined,
  ShoppingCartOutlined,
  ShoppingOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { JsonView } from '@/page/JsonView';
import { ClockTime } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { useSourceName } from '@/page/useSourceName';
import { amountOf, currencyOf, familyOf, gist, type EventFamily } from './timeline';

const looks: Record<EventFamily, { icon: ReactNode; color: number }> = {
  order: { icon: <ShoppingOutlined />, color: 1 },
  cart: { icon: <ShoppingCartOutlined />, color: 3 },
  product: { icon: <EyeOutlined />, color: 5 },
  message: { icon: <MailOutlined />, color: 2 },
  identity: { icon: <IdcardOutlined />, color: 4 },
  invite: { icon: <ShareAltOutlined />, color: 6 },
  visit: { icon: <GlobalOutlined />, color: 8 },
  other: { icon: <ThunderboltOutlined />, color: 7 },
};

/** One event: what, how much, where from; all of it on a click. */
export function TimelineEntry({ item }: { item: TimelineItem }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const eventLabel = useEventLabel();
  const sourceName = useSourceName();
  const [open, setOpen] = useState(false);
  const { icon, color } = looks[familyOf(item)];
  const amount = amountOf(item.properties);
  return (
    <li>
      <button type="button" className="timeline-row" aria-expanded={open} onClick={() => setOpen(!open)}>
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
      {open && (
        <div className="timeline-more">
          <span className="muted">
            {t('messageId')} <span className="code">{item.message_id}</span>
          </span>
          <JsonView value={{ event: item.event, type: item.type, properties: item.properties, context: item.context }} />
        </div>
      )}
    </li>
  );
}
