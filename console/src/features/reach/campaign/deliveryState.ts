import type { ToneName } from '@/page/Tone';
import type { Delivery, DeliveryState, Learnt, Reason } from '../types';

export const deliveryStates: readonly DeliveryState[] = ['queued', 'sending', 'sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed'];

export const learntWords: readonly Learnt[] = ['sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'unsubscribed'];

export const reasonWords: readonly Reason[] = ['holdout', 'no_consent', 'capped', 'quiet', 'expired', 'no_address', 'unsubscribed', 'duplicate', 'cancelled', 'erased'];

export const deliveryTones: Record<DeliveryState, ToneName> = {
  queued: 'idle',
  sending: 'info',
  sent: 'idle',
  delivered: 'idle',
  opened: 'info',
  clicked: 'good',
  bounced: 'bad',
  failed: 'bad',
  suppressed: 'warn',
};

/** When the last thing was learnt of a message; null while nothing was. */
export function lastMomentOf(delivery: Delivery): string | null {
  const { sent_at, delivered_at, opened_at, clicked_at, bounced_at, failed_at, unsubscribed_at } = delivery;
  const moments = [sent_at, delivered_at, opened_at, clicked_at, bounced_at, failed_at, unsubscribed_at].filter((each) => each !== null);
  return moments.sort().at(-1) ?? null;
}
