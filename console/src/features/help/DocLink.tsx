import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isWrittenIn } from './docs';

/** Leads to a page of `docs/` by its title, and says so where it is in English only. */
export function DocLink({ path, onLeave }: { path: string; onLeave?: () => void }) {
  const { t, i18n } = useTranslation('help');
  return (
    <>
      <Link to={`/help/docs/${path}`} onClick={onLeave}>
        {t(`docs.${path.replace(/^.*\//, '')}`)}
      </Link>
      {!isWrittenIn(path, i18n.language) && <span className="muted"> {t('inEnglish')}</span>}
    </>
  );
}
