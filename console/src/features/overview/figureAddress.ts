import { channelGroups, groups, type ChannelGroup, type ChannelsBy, type Group } from './overviewTypes';

/** People of a stage, or all who were active. */
export interface GroupAsk {
  group: Group;
  days: number;
}

/** People behind a figure of one channel or source. */
export interface ChannelAsk {
  group: ChannelGroup;
  days: number;
  by: ChannelsBy;
  name: string;
}

export type PeopleAsk = GroupAsk | ChannelAsk;

/** The people behind a figure as the address names them: `convert.30`, `new_people.30.channel.wecom`. */
export function peopleAddress(ask: PeopleAsk): string {
  return 'by' in ask ? [ask.group, ask.days, ask.by, ask.name].join('.') : `${ask.group}.${ask.days}`;
}

export function peopleAsked(text: string | null): PeopleAsk | null {
  const [first, count, place, ...rest] = (text ?? '').split('.');
  const days = Number(count);
  if (!Number.isInteger(days) || days < 1 || days > 366) return null;
  if (place === undefined) {
    const group = groups.find((each) => each === first);
    return group ? { group, days } : null;
  }
  const group = channelGroups.find((each) => each === first);
  if (!group || rest.length === 0 || (place !== 'channel' && place !== 'source')) return null;
  return { group, days, by: place, name: rest.join('.') };
}
