import type { components, paths } from '@/api/schema';

type Schemas = components['schemas'];

export type Goal = Schemas['GoalOut'];
export type GoalCreate = Schemas['GoalCreate'];
export type Metric = Schemas['Metric'];
export type Period = Schemas['Period'];
export type Stage = Schemas['Stage'];
export type StageFigure = Schemas['StageOut'];
export type DayFigure = Schemas['FigureOut'];
export type Today = Schemas['TodayOut'];
export type WheelOut = Schemas['WheelOut'];
export type ChannelFigure = Schemas['ChannelFigureOut'];
export type Waiting = Schemas['WaitingOut'];
export type Outlook = Schemas['OutlookOut'];
export type Group = paths['/api/insights/people']['get']['parameters']['query']['group'];
type ChannelPeople = paths['/api/insights/channels/people']['get']['parameters']['query'];
export type ChannelGroup = NonNullable<ChannelPeople['group']>;
export type ChannelsBy = NonNullable<ChannelPeople['by']>;

export const metrics: readonly Metric[] = ['new_members', 'new_people', 'active_people', 'orders', 'revenue'];
export const periods: readonly Period[] = ['month', 'quarter', 'year'];
export const windows = [30, 90] as const;
export const channelGroups: readonly ChannelGroup[] = ['people', 'new_people'];
export const groups: readonly Group[] = ['acquire', 'nurture', 'spread', 'convert', 'keep', 'active'];
