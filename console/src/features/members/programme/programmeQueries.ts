import { keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { useLoyaltyAct } from '../memberQueries';
import type { BudgetBody } from '../memberTypes';
import type { Draft } from './draft';

type Schemas = components['schemas'];

export const programmeQuery = queryOptions({
  queryKey: ['loyalty', 'programme'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/programme', { signal })),
});

export interface Example {
  amount_minor: number;
  birthday: boolean;
  member_day: boolean;
}

/** What an order would bring under these rules; null asks nothing. */
export function trialQuery(programme: Draft | null, example: Example) {
  return queryOptions({
    queryKey: ['loyalty', 'trial', programme, example],
    queryFn: programme ? ({ signal }) => unwrap(api.POST('/api/loyalty/programme/trial', { body: { programme, ...example, product: '', category: '', brand: '' }, signal })) : skipToken,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Who would rise and fall under these rules; null asks nothing. */
export function outlookQuery(programme: Draft | null) {
  return queryOptions({
    queryKey: ['loyalty', 'outlook', programme],
    queryFn: programme ? ({ signal }) => unwrap(api.POST('/api/loyalty/programme/outlook', { body: programme, signal })) : skipToken,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useSaveProgramme() {
  return useLoyaltyAct((body: Schemas['ProgrammeChange']) => unwrap(api.PUT('/api/loyalty/programme', { body })));
}

export function budgetsQuery(cursor?: string, limit = 200) {
  return queryOptions({
    queryKey: ['loyalty', 'budgets', cursor, limit],
    queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/budgets', { params: { query: { cursor, limit } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useSaveBudget() {
  return useLoyaltyAct(({ id, key, body }: { id: string | null; key: string; body: BudgetBody }) =>
    id ? unwrap(api.PUT('/api/loyalty/budgets/{budget_id}', { params: { path: { budget_id: id } }, body })) : unwrap(api.POST('/api/loyalty/budgets', { body: { ...body, key } })),
  );
}
