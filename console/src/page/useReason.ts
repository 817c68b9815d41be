import { useTranslation } from 'react-i18next';

/** Endings of reasons that name a field first, such as `user_id_too_long`. */
const endings = ['malformed', 'too_long', 'not_an_object', 'missing'];

/** Why an event waits in quarantine, as an operator says it; the server's own word where it is not known. */
export function useReason(): (reason: string) => string {
  const { t, i18n } = useTranslation();
  return (reason) => {
    if (i18n.exists(`reasons.${reason}`)) return t(`reasons.${reason}`);
    const ending = endings.find((each) => reason.endsWith(`_${each}`));
    if (!ending) return reason;
    return t(`reasonEndings.${ending}`, { field: reason.slice(0, -ending.length - 1) });
  };
}
