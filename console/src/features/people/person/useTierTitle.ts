import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';

/** What a tier is called, by the key that stands among a person's attributes; the key to who may not see the programme. */
export function useTierTitle(key: string | null): string | null {
  const { i18n } = useTranslation('people');
  const enabled = useMay('loyalty.read') && key !== null;
  const tiers = useQuery({ queryKey: ['loyalty', 'tiers'], queryFn: ({ signal }) => unwrap(api.GET('/api/loyalty/tiers', { signal })), staleTime: 60_000, enabled }).data;
  return inLanguage(tiers?.find((tier) => tier.key === key)?.title, i18n.language) ?? key;
}
