import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import { useSettled } from '@/page/useSettled';
import { staffQuoteQuery, usePlaceOrder } from './newOrderQueries';
import { basketOf, fieldOf, keyRing, lacking, orderOf, type Draft, type Field, type StaffBasket } from './staffOrder';

const pauseMs = 300;

/** An order that is being written: its live quote, what is wrong with it and where, and placing it once. */
export function useStaffOrder(start: Draft, onPlaced: (orderId: string) => void) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const problemText = useProblemText();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const place = usePlaceOrder();
  const keyOf = useRef(keyRing());
  const sending = useRef(false);

  const wanted = JSON.stringify(basketOf(draft));
  const settled = useSettled(wanted, pauseMs);
  const basket = JSON.parse(settled) as StaffBasket | null;
  const quote = useQuery(staffQuoteQuery(basket));
  const fresh = wanted === settled && !quote.isPlaceholderData && !quote.isFetching && quote.isSuccess;
  const missing = lacking(draft);
  const error = place.error ?? (wanted === settled ? quote.error : null);

  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    if (!sending.current) place.reset();
  };

  const send = () => {
    setTried(true);
    if (sending.current || missing.length > 0 || !basket || !quote.data || !fresh) return;
    const order = orderOf(draft, basket, quote.data.total_minor);
    sending.current = true;
    place.mutate({ order, key: keyOf.current(order) }, { onSuccess: (made) => onPlaced(made.id), onSettled: () => (sending.current = false) });
  };

  /** What is wrong at a field, as a sentence. */
  const problemAt = (field: Field): string | undefined => {
    if (error && fieldOf(asProblem(error).code) === field) return sentenceOf(error);
    return tried && missing.includes(field) ? t(`newOrder.missing.${field}`) : undefined;
  };

  return { draft, change, quote: basket ? quote.data : undefined, fresh, waiting: basket !== null && (wanted !== settled || quote.isFetching), error, placing: place.isPending, missing: tried ? missing : [], send, problemAt };

  function sentenceOf(what: unknown): string {
    const { code, facts } = asProblem(what);
    if (code !== 'total_changed') return problemText(what).sentence;
    return t('newOrder.totalChanged', { before: format.money(Number(facts.expected_minor)), now: format.money(Number(facts.total_minor)) });
  }
}

export type StaffOrdering = ReturnType<typeof useStaffOrder>;
