import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { CardLine, LinkCards } from '@/page/LinkCards';
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
    <LinkCards rows={imports} pathOf={(one) => `/imports/${one.id}`}>
      {(one) => (
        <>
          <CardLine>
            <span className="muted" aria-hidden>
              {kindIcons[one.kind]}
            </span>
            <strong className="ellipsis imports-card-title">{one.title}</strong>
            <ImportState state={one.state} />
          </CardLine>
          {isWorking(one.state) && <ImportProgress one={one} small />}
          <span className="muted figures">
            {t(`kinds.${one.kind}`)}
            {one.report && ` · ${t('rowsCount', { rows: format.number(one.report.rows) })}`}
            {' · '}
            <Time value={one.created_at} />
          </span>
        </>
      )}
    </LinkCards>
  );
}
