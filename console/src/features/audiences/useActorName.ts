import { useTranslation } from 'react-i18next';

/** Who did something: the audit's word for them, such as `staff:3`, as an operator reads it. */
export function useActorName(): (actor: string) => string {
  const { t } = useTranslation('audiences');
  return (actor) => {
    const [kind, number] = actor.split(':');
    if (kind === 'staff' && number) return t('actors.staff', { number });
    return kind === 'key' && number ? t('actors.key', { number }) : t('actors.system');
  };
}
