import { useTranslation } from 'react-i18next';
import type { Complaint } from './places';

/** A complaint of the server as a sentence; its own words where we have none. */
export function useComplaintText(): (complaint: Complaint) => string {
  const { t, i18n } = useTranslation('audiences');
  return ({ at, kind, message }) => {
    const key = `complaints.${kind}`;
    const words = message.replace(/^Value error, /, '');
    if (!i18n.exists(key, { ns: 'audiences' })) return t('complaints.other', { message: words });
    return t(key, { key: String(at.at(-1) ?? ''), named: words });
  };
}
