import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';

/** A built-in role's name in the operator's language, a brand's own as it was given. */
export function useRoleName(): (role: { name: string; title: Record<string, string> }) => string {
  const { i18n } = useTranslation();
  return (role) => (Object.keys(role.title).length > 0 ? inLanguage(role.title, i18n.language) : undefined) ?? role.name;
}
