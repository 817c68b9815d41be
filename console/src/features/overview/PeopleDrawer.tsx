import { UsergroupAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { CursorPager } from '@/page/CursorPager';
import { Face } from '@/page/Face';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { usePaging } from '@/page/usePaging';
import { WhoMayGive } from '@/page/WhoMayGive';
import type { PeopleAsk } from './figureAddress';
import { peopleBehindQuery } from './overviewQueries';
import { useChannelName } from './useChannelName';

interface PeopleDrawerProps {
  ask: PeopleAsk | null;
  node: string | undefined;
}

/** The people behind a figure, with an address of its own. */
export function PeopleDrawer({ ask, node }: PeopleDrawerProps) {
  const { t } = useTranslation('overview');
  const { change } = usePaging();
  const groupName = useGroupName(ask);
  const title = ask && t(ask.days === 1 ? 'behind.titleToday' : 'behind.title', { days: ask.days, group: groupName });
  return (
    <Drawer open={ask !== null} onClose={() => change({ people: null, cursor: null })} size={480} destroyOnHidden title={title}>
      {ask && <Behind ask={ask} node={node} />}
    </Drawer>
  );
}

/** What the people have in common: their stage, or what they did in a channel. */
function useGroupName(ask: PeopleAsk | null): string | undefined {
  const { t } = useTranslation('overview');
  const channelName = useChannelName(ask && 'by' in ask ? ask.by : 'channel');
  if (!ask) return undefined;
  return 'by' in ask ? `${channelName(ask.name)} · ${t(`channels.columns.${ask.group}`)}` : t(`groups.${ask.group}`);
}

function definitionOf(ask: PeopleAsk): string {
  if ('by' in ask) return `channels.definitions.${ask.group}`;
  return ask.group === 'active' ? 'definitions.active_people' : `stageDefinitions.${ask.group}`;
}

function Behind({ ask, node }: { ask: PeopleAsk; node: string | undefined }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const permitted = useMay('people.read');
  const maySegment = useMay('audiences.manage');
  const { cursor, limit, pager } = usePaging();
  const behind = useQuery({ ...peopleBehindQuery(ask, node, cursor, limit), enabled: permitted });
  if (!permitted) return <WhoMayGive permission="people.read" />;
  return (
    <>
      <p className="muted">{t(definitionOf(ask))}</p>
      <Loaded query={behind} rows={8}>
        {(data) => (
          <>
            <p className="behind-head">
              {data.total != null && <strong className="figures">{t('people', { count: data.total, shown: format.number(data.total) })}</strong>}
              {data.definition && maySegment && (
                <Link to={`/segments/new?definition=${encodeURIComponent(JSON.stringify(data.definition))}`}>
                  <Button icon={<UsergroupAddOutlined />}>{t('behind.toSegment')}</Button>
                </Link>
              )}
            </p>
            <ul className="behind-list">
              {data.people.map(({ id, person }) => (
                <li key={id}>
                  <Link to={`/people/${id}`} className="behind-row">
                    <Face id={id} name={person?.name} />
                    <span>
                      <strong className="ellipsis">{person?.name || t('behind.unnamed')}</strong>
                      <br />
                      <span className="muted figures">{plainValue(person?.phone_masked ?? person?.email_masked ?? id)}</span>
                    </span>
                    <span className="muted">{person && <Time value={person.last_seen_at} />}</span>
                  </Link>
                </li>
              ))}
            </ul>
            {(data.nextCursor || cursor) && <CursorPager {...pager} nextCursor={data.nextCursor} />}
          </>
        )}
      </Loaded>
    </>
  );
}
