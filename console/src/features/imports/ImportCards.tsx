import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import { ImportProgress } from './ImportProgress';
import { ImportState } from './ImportState';
import { isWorking } from './importState';
import type { Import } from './importsQueries';
import { kindIcons } from './kinds';

/** The list on a phone. */
export function ImportCards({ imports }: { imports: Import[] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <ul className="imports-cards">
      {imports.map((one) => (
        <li key={one.id}>
          <Link to={`/imports/${one.id}`} className="imports-card">
            <span className="imports-card-head">
              <span className="muted" aria-hidden>
                {kindIcons[one.kind]}
              </span>
              <strong className="ellipsis">{one.title}</strong>
              <ImportState state={one.state} />
            </span>
            {isWorking(one.state) && <ImportProgress one={one} small />}
            <span className="muted figures">
              {t(`kinds.${one.kind}`)}
              {one.report && ` · ${t('rowsCount', { rows: format.number(one.report.rows) })}`}
              {' · '}
              <Time value={one.created_at} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
