import { useTranslation } from 'react-i18next';

/** Means of payment as an operator calls them; one that a plug-in brought keeps its own name. */
export function useMethodName(): (method: string) => string {
  const { t, i18n } = useTranslation('mall');
  return (method) => {
    if (!method) return t('newOrder.anyPayment');
    return i18n.exists(`mall:newOrder.methods.${method}`) ? t(`newOrder.methods.${method}`) : method;
  };
}
