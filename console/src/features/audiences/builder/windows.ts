import type { AnyWindow, WindowKind } from '../audienceTypes';

/** Windows that a condition may choose from, by what it asks. */
export const windowKinds: Record<'events' | 'days' | 'coming' | 'occurred', WindowKind[]> = {
  events: ['last', 'ever', 'this', 'ago', 'between', 'rolling', 'instants'],
  occurred: ['last', 'ago', 'this', 'between', 'rolling', 'instants'],
  days: ['last', 'ago', 'this', 'next', 'between'],
  coming: ['this', 'next', 'between'],
};

/** A window of another kind, about as long where that can be said. */
export function windowAs(window: AnyWindow, kind: WindowKind): AnyWindow {
  const amount = 'amount' in window && window.kind !== 'rolling' ? window.amount : 30;
  switch (kind) {
    case 'ever':
      return { kind };
    case 'last':
      return { kind, amount };
    case 'ago':
      return { kind, most: Math.max(amount, 1) * 2, least: amount };
    case 'this':
      return { kind, unit: 'month' };
    case 'next':
      return { kind, amount: Math.min(amount, 366) };
    case 'between':
      return { kind };
    case 'rolling':
      return { kind, amount: 24, unit: 'hours' };
    case 'instants':
      return { kind };
  }
}
