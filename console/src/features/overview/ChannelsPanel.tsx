import { useQuery } from '@tanstack/react-query';
import { Segmented, Table, Tooltip, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Figure, MoneyFigure } from '@/page/Figure';
import { Loaded } from '@/page/Loaded';
import { useAddress } from '@/page/useAddress';
import { useNarrow } from '@/page/useNarrow';
import { ChannelCards, type ChannelsShown } from './ChannelCards';
import type { PeopleAsk } from './figureAddress';
import { channelsQuery } from './overviewQueries';
import { PeopleCount } from './PeopleCount';
import type { ChannelFigure, ChannelGroup, ChannelsBy } from './overviewTypes';
import { ShareBar } from './ShareBar';
import { useChannelName } from './useChannelName';

interface ChannelsPanelProps {
  days: number;
  node: string | undefined;
  onPeople: (ask: PeopleAsk) => void;
}

/** Where people come from, what they order there and what winning them cost. */
export function ChannelsPanel({ days, node, onPeople }: ChannelsPanelProps) {
  const { t } = useTranslation('overview');
  const narrow = useNarrow();
  const { search, change } = useAddress();
  const by: ChannelsBy = search.get('by') === 'source' ? 'source' : 'channel';
  const channels = useQuery(channelsQuery(days, by, node));
  return (
    <section className="panel overview-panel" aria-labelledby="overview-channels">
      <header className="overview-head">
        <h2 id="overview-channels" className="overview-title">
          {t('channels.title')}
        </h2>
        <span className="muted">{t('channels.purpose')}</span>
        <Segmented<ChannelsBy>
          className="overview-end"
          aria-label={t('channels.by')}
          value={by}
          options={(['channel', 'source'] as const).map((value) => ({ value, label: t(`channels.bys.${value}`) }))}
          onChange={(value) => change({ by: value === 'channel' ? null : value })}
        />
      </header>
      <Loaded query={channels} rows={5}>
        {(data) => {
          if (data.channels.length === 0) return <p className="muted">{t('channels.none')}</p>;
          const shown = { channels: data.channels, by, days, onPeople };
          return narrow ? <ChannelCards {...shown} /> : <ChannelTable {...shown} />;
        }}
      </Loaded>
    </section>
  );
}

function ChannelTable({ channels, by, days, onPeople }: ChannelsShown) {
  const { t } = useTranslation('overview');
  const channelName = useChannelName(by);
  const most = Math.max(1, ...channels.map((channel) => channel.revenue_minor));
  const columns: TableColumnsType<ChannelFigure> = [
    { title: t(`channels.bys.${by}`), key: 'name', width: '22%', ellipsis: true, render: (_, channel) => channelName(channel.name) },
    people('people'),
    people('new_people'),
    count('orders'),
    {
      title: t('metrics.revenue'),
      key: 'revenue',
      width: '22%',
      sorter: (one, other) => one.revenue_minor - other.revenue_minor,
      render: (_, channel) => (
        <ShareBar share={channel.revenue_minor / most}>
          <MoneyFigure value={channel.revenue_minor} />
        </ShareBar>
      ),
    },
    ...(by === 'channel' ? [money('cost_minor'), money('cac_minor')] : []),
  ];
  return <Table size="medium" rowKey="name" columns={columns} dataSource={channels} pagination={channels.length > 10 ? { pageSize: 10, showSizeChanger: false } : false} scroll={{ x: 760 }} />;

  function people(key: ChannelGroup) {
    return { ...count(key), render: (_: unknown, channel: ChannelFigure) => <PeopleCount value={channel[key]} ask={{ group: key, days, by, name: channel.name }} onPeople={onPeople} /> };
  }

  function count(key: ChannelGroup | 'orders') {
    return {
      title: columnTitle(key),
      key,
      align: 'end' as const,
      sorter: (one: ChannelFigure, other: ChannelFigure) => one[key] - other[key],
      render: (_: unknown, channel: ChannelFigure) => <Figure value={channel[key]} />,
    };
  }

  function columnTitle(key: string) {
    return (
      <Tooltip title={t(`channels.definitions.${key}`)}>
        <span className="channel-column">{t(`channels.columns.${key}`)}</span>
      </Tooltip>
    );
  }

  function money(key: 'cost_minor' | 'cac_minor') {
    return {
      title: columnTitle(key),
      key,
      align: 'end' as const,
      sorter: (one: ChannelFigure, other: ChannelFigure) => (one[key] ?? -1) - (other[key] ?? -1),
      render: (_: unknown, channel: ChannelFigure) => <MoneyFigure value={channel[key]} />,
    };
  }
}
