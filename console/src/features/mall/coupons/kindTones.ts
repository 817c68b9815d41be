import type { ToneName } from '@/page/Tone';
import type { KindState } from './couponQueries';

export const kindTones: Record<KindState, ToneName> = { draft: 'idle', active: 'good', stopped: 'warn' };
