import { useQueries } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { useMay } from '@/app/session';

/** What promotions and kinds of coupons are called, by code; codes whose name is not known are left out. */
export function useRuleNames(codes: readonly string[]): Record<string, string> {
  const may = useMay('promotions.read');
  const asked = may ? [...new Set(codes)].filter((code) => /^(prm|cpk)_/.test(code)) : [];
  const found = useQueries({
    queries: asked.map((code) => ({
      queryKey: ['ruleNames', code],
      queryFn: async () =>
        code.startsWith('prm_')
          ? (await unwrap(api.GET('/api/promotions/{promotion_id}', { params: { path: { promotion_id: code } } }))).name
          : (await unwrap(api.GET('/api/promotions/coupon-kinds/{kind_id}', { params: { path: { kind_id: code } } }))).name,
      staleTime: 5 * 60_000,
      retry: false,
    })),
  });
  return Object.fromEntries(asked.flatMap((code, index) => (found[index]?.data ? [[code, found[index].data]] : [])));
}
