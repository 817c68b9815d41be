import type { PhoneMessage } from '@/api/types';
import type { ToneName } from '@/page/Tone';

export type MessageState = 'bounced' | 'unsubscribed' | 'clicked' | 'opened' | 'delivered' | 'sent';

export const stateTones: Record<MessageState, ToneName> = {
  bounced: 'bad',
  unsubscribed: 'warn',
  clicked: 'good',
  opened: 'info',
  delivered: 'idle',
  sent: 'idle',
};

/** How far a message has come; the last thing that happened counts most. */
export function stateOf(message: PhoneMessage): MessageState {
  if (message.bounced_at) return 'bounced';
  if (message.unsubscribed_at) return 'unsubscribed';
  if (message.clicked_at) return 'clicked';
  if (message.opened_at) return 'opened';
  return message.delivered_at ? 'delivered' : 'sent';
}

/** The steps that a message has taken, oldest first. */
export function stepsOf(message: PhoneMessage): { step: MessageState; at: string }[] {
  const steps: [MessageState, string | null][] = [
    ['sent', message.received_at],
    ['delivered', message.delivered_at],
    ['opened', message.opened_at],
    ['clicked', message.clicked_at],
    ['unsubscribed', message.unsubscribed_at],
    ['bounced', message.bounced_at],
  ];
  return steps.flatMap(([step, at]) => (at ? [{ step, at }] : []));
}
