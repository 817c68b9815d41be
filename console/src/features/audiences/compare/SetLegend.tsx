import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { sharedBy, type OverlapProps } from './overlap';

/** The segments with their colours and how many are in each. */
export function SetLegend({ segments, regions, nameOf }: Pick<OverlapProps, 'segments' | 'regions' | 'nameOf'>) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  return (
    <ul className="set-legend">
      {segments.map((id, place) => (
        <li key={id} style={{ '--set': `var(--data-${place + 1})` } as object}>
          <span className="dot dot-in" aria-hidden />
          <Link to={`/segments/${id}`} className="ellipsis" title={nameOf(id)}>
            {nameOf(id)}
          </Link>
          <span className="muted figures">{t('peopleCount', { people: format.number(sharedBy(regions, id)) })}</span>
        </li>
      ))}
    </ul>
  );
}
