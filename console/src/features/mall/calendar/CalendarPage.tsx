import { CalendarOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { useNode } from '@/app/node';
import { useMe } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { dayStart } from '@/format/wallClock';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { useNow } from '@/page/Time';
import { barOf, daysIn, monthOf } from './bars';
import './calendar.css';

type Entry = components['schemas']['CalendarEntryOut'];

const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/;

/** What runs when in a month: promotions, coupons to be had, member days. */
export default function CalendarPage() {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const { timezone } = useMe();
  const today = format.day(useNow());
  const [search, setSearch] = useSearchParams();
  const asked = search.get('month') ?? '';
  const month = monthForm.test(asked) ? asked : monthOf(today);
  const days = daysIn(month);
  const since = dayStart(`${month}-01`, timezone);
  const until = dayStart(`${month}-01`, timezone, days);
  const stretch = { since: since.toISOString(), until: until.toISOString(), node_id: useNode() };
  const entries = useQuery({ queryKey: ['promotions', 'calendar', stretch], queryFn: ({ signal }) => unwrap(api.GET('/api/promotions/calendar', { params: { query: stretch }, signal })) });
  const turn = (months: number) => setSearch({ month: monthOf(month, months) });
  return (
    <Page title={t('calendarTitle')} purpose={t('calendarTitlePurpose')}>
      <div className="panel calendar">
        <div className="calendar-head">
          <Button icon={<LeftOutlined />} aria-label={t('calendar.earlier')} onClick={() => turn(-1)} />
          <h2>{month}</h2>
          <Button icon={<RightOutlined />} aria-label={t('calendar.later')} onClick={() => turn(1)} />
          {month !== monthOf(today) && <Button onClick={() => setSearch({})}>{t('calendar.thisMonth')}</Button>}
        </div>
        <Loaded query={entries}>{(found) => <Month entries={found} days={days} since={since} until={until} today={today.startsWith(month) ? Number(today.slice(8)) : null} />}</Loaded>
      </div>
    </Page>
  );
}

interface MonthProps {
  entries: Entry[];
  days: number;
  since: Date;
  until: Date;
  today: number | null;
}

function Month({ entries, days, since, until, today }: MonthProps) {
  const { t } = useTranslation('mall');
  const memberDays = entries.filter((each) => each.kind === 'member_day');
  const rest = entries.filter((each) => each.kind !== 'member_day');
  if (entries.length === 0) return <EmptyState icon={<CalendarOutlined />} title={t('calendar.none')} text={t('calendar.noneText')} />;
  return (
    <div className="calendar-scroll">
      <ol className="calendar-days" style={{ gridTemplateColumns: `repeat(${days}, 1fr)` }} aria-hidden>
        {Array.from({ length: days }, (_, index) => (
          <li key={index} className={index + 1 === today ? 'calendar-today' : undefined}>
            {index + 1}
          </li>
        ))}
      </ol>
      <ul className="calendar-rows">
        {memberDays.length > 0 && (
          <li>
            <span className="calendar-name">{t('calendar.memberDays')}</span>
            <span className="calendar-line">
              {memberDays.map((each) => (
                <Stretch key={each.id} entry={each} since={since} until={until} />
              ))}
            </span>
          </li>
        )}
        {rest.map((each) => (
          <li key={each.id}>
            <Link className="calendar-name ellipsis" to={each.kind === 'promotion' ? `/promotions?promotion=${each.id}` : `/coupons?coupon=${each.id}`}>
              {each.name}
            </Link>
            <span className="calendar-line">
              <Stretch entry={each} since={since} until={until} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Stretch({ entry, since, until }: { entry: Entry; since: Date; until: Date }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const bar = barOf(entry.starts_at, entry.ends_at, since, until);
  if (!bar) return null;
  const day = (moment: string | null, before = 0) => (moment === null ? t('calendar.open') : format.day(new Date(Date.parse(moment) - before)));
  const said = entry.kind === 'member_day' ? entry.id : t('calendar.fromTo', { from: day(entry.starts_at), to: day(entry.ends_at, 1) });
  const shape = ['calendar-bar', `calendar-${entry.kind}`, `calendar-is-${entry.state}`, bar.openLeft && 'calendar-open-left', bar.openRight && 'calendar-open-right'];
  return <span className={shape.filter(Boolean).join(' ')} style={{ insetInlineStart: `${bar.left * 100}%`, width: `${bar.width * 100}%` }} title={said} role="img" aria-label={said} />;
}
