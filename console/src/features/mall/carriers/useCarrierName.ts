import { useTranslation } from 'react-i18next';
import type { Carrier } from '../types';

/** Names that the server keeps in both languages, in the one that is read. */
export function useCarrierName() {
  const { i18n } = useTranslation();
  const chinese = i18n.language.startsWith('zh');
  return {
    nameOf: (carrier: Pick<Carrier, 'name_zh' | 'name_en'>) => (chinese ? carrier.name_zh : carrier.name_en),
    titleOf: (title: Record<string, string>) => (chinese ? title.zh : title.en) ?? '',
  };
}
