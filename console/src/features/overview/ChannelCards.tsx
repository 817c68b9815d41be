import { useTranslation } from 'react-i18next';
import { Facts } from '@/page/Facts';
import { Figure, MoneyFigure } from '@/page/Figure';
import type { PeopleAsk } from './figureAddress';
import type { ChannelFigure, ChannelsBy } from './overviewTypes';
import { PeopleCount } from './PeopleCount';
import { useChannelName } from './useChannelName';

export interface ChannelsShown {
  channels: ChannelFigure[];
  by: ChannelsBy;
  days: number;
  onPeople: (ask: PeopleAsk) => void;
}

/** Channels on a narrow screen. */
export function ChannelCards({ channels, by, days, onPeople }: ChannelsShown) {
  const { t } = useTranslation('overview');
  const channelName = useChannelName(by);
  return (
    <ul className="channel-cards">
      {channels.map((channel) => (
        <li key={channel.name}>
          <strong>{channelName(channel.name)}</strong>
          <Facts
            facts={[
              { label: t('channels.columns.people'), value: <PeopleCount value={channel.people} ask={{ group: 'people', days, by, name: channel.name }} onPeople={onPeople} /> },
              { label: t('channels.columns.new_people'), value: <PeopleCount value={channel.new_people} ask={{ group: 'new_people', days, by, name: channel.name }} onPeople={onPeople} /> },
              { label: t('channels.columns.orders'), value: <Figure value={channel.orders} /> },
              { label: t('metrics.revenue'), value: <MoneyFigure value={channel.revenue_minor} /> },
              ...(channel.cost_minor === null
                ? []
                : [
                    { label: t('channels.columns.cost_minor'), value: <MoneyFigure value={channel.cost_minor} /> },
                    { label: t('channels.columns.cac_minor'), value: <MoneyFigure value={channel.cac_minor} /> },
                  ]),
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
