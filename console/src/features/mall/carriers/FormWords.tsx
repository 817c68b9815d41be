import { useTranslation } from 'react-i18next';
import { useFormWords } from './useFormWords';
import { exampleOf } from './waybillForms';

/** What a carrier's numbers look like, a line for each form, with an example. */
export function FormWords({ forms }: { forms: readonly string[] }) {
  const { t } = useTranslation('mall');
  const wordsOf = useFormWords();
  if (forms.length === 0) return <span className="muted">{t('carriers.anyForm')}</span>;
  return (
    <ul className="mall-forms">
      {forms.map((form) => (
        <li key={form}>
          {wordsOf(form)} <span className="muted figures">{t('carriers.form.example', { number: exampleOf(form) })}</span>
        </li>
      ))}
    </ul>
  );
}
