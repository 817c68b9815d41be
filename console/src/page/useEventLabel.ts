import { useTranslation } from 'react-i18next';
import { eventKey } from '@/format/eventKey';

/** The name of an event as an operator says it: well-known ones translated, a brand's own as they were sent. */
export function useEventLabel(): (event: string | null | undefined, type: string) => string {
  const { t, i18n } = useTranslation();
  return (event, type) => {
    const name = event || type;
    const key = `events.${eventKey(name)}`;
    return i18n.exists(key) ? t(key) : name;
  };
}
