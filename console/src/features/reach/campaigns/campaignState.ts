import type { ToneName } from '@/page/Tone';
import type { ArmCounts, Campaign, CampaignState } from '../types';

export const campaignStates: readonly CampaignState[] = ['draft', 'scheduled', 'preparing', 'running', 'paused', 'done', 'cancelled'];

export const stateTones: Record<CampaignState, ToneName> = {
  draft: 'idle',
  scheduled: 'info',
  preparing: 'info',
  running: 'good',
  paused: 'warn',
  done: 'idle',
  cancelled: 'bad',
};

/** Whether something happens by itself, so that it is worth looking again soon. */
export function isMoving(state: CampaignState): boolean {
  return state === 'scheduled' || state === 'preparing' || state === 'running';
}

export type Act = 'edit' | 'start' | 'unschedule' | 'pause' | 'resume' | 'cancel' | 'copy' | 'delete';

const acts: Record<CampaignState, readonly Act[]> = {
  draft: ['edit', 'copy', 'delete'],
  scheduled: ['edit', 'unschedule', 'copy'],
  preparing: ['cancel', 'copy'],
  running: ['pause', 'cancel', 'copy'],
  paused: ['resume', 'cancel', 'copy'],
  done: ['copy'],
  cancelled: ['copy'],
};

/** What may be done with a campaign as it stands, the most likely first. */
export function actsOn(state: CampaignState): readonly Act[] {
  return acts[state];
}

export interface Progress {
  /** Of those to whom something should go; the held out are not among them. */
  people: number;
  handedOver: number;
  waiting: number;
  passedOver: number;
  percent: number;
}

/** How far a campaign has come: first its people are queued, then they are sent to. */
export function progressOf(campaign: Campaign, counts: Readonly<Record<string, ArmCounts>> | undefined): Progress {
  if (campaign.state === 'preparing') {
    const { audience_count: all, prepared_count: prepared } = campaign;
    return { people: all, handedOver: 0, waiting: all - prepared, passedOver: 0, percent: percentOf(prepared, all) };
  }
  const arms = Object.entries(counts ?? {}).filter(([name]) => name !== 'holdout');
  const sum = (of: (arm: ArmCounts) => number) => arms.reduce((total, [, arm]) => total + of(arm), 0);
  const people = sum((arm) => arm.people);
  const waiting = sum((arm) => arm.queued);
  const passedOver = sum((arm) => Object.values(arm.suppressed).reduce((total, each) => total + each, 0));
  return { people, waiting, passedOver, handedOver: people - waiting - passedOver, percent: percentOf(people - waiting, people) };
}

export function percentOf(part: number, whole: number): number {
  return whole > 0 ? (100 * part) / whole : 0;
}
