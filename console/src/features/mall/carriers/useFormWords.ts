import { useTranslation } from 'react-i18next';
import { partsOf } from './waybillForms';

/** A form of waybill numbers in words: "SF and 12 to 15 digits". */
export function useFormWords(): (form: string) => string {
  const { t } = useTranslation('mall');
  const names = { '#': 'digits', '@': 'letters', '*': 'either' } as const;
  return (form) => {
    const parts = partsOf(form);
    if (!parts) return t('carriers.form.unreadable');
    return parts
      .map(({ kind, text, least, most }) => {
        if (kind === 'text' && least === most) return text;
        const what = kind === 'text' ? t('carriers.form.repeated', { text }) : t(`carriers.form.${names[kind]}`, { count: most });
        return least === most ? t('carriers.form.exactly', { least, what }) : t('carriers.form.between', { least, most, what });
      })
      .join(t('carriers.form.then'));
  };
}
