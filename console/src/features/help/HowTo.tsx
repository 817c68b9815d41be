import { useTranslation } from 'react-i18next';
import { DocLink } from './DocLink';
import { docPaths } from './docs';
import { howToOf } from './howTos';

/** The steps of a page's work, and what to read on. */
export function HowTo({ pathname, onLeave }: { pathname: string; onLeave?: () => void }) {
  const { t, i18n } = useTranslation('help');
  const howTo = howToOf(pathname);
  const key = howTo?.key ?? 'any';
  const steps = [1, 2, 3, 4, 5, 6].filter((step) => i18n.exists(`help:howTo.${key}.${step}`));
  const docs = (howTo?.docs ?? ['tutorial/first-segment']).filter((path) => docPaths.includes(path));
  return (
    <>
      <h3>{t('steps')}</h3>
      <ol className="help-steps">
        {steps.map((step) => (
          <li key={step}>{t(`howTo.${key}.${step}`)}</li>
        ))}
      </ol>
      {docs.length > 0 && (
        <>
          <h3>{t('readOn')}</h3>
          <ul className="help-docs">
            {docs.map((path) => (
              <li key={path}>
                <DocLink path={path} onLeave={onLeave} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
