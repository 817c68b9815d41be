import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { newSegmentPath } from '@/page/segmentLink';
import { maskOf, type OverlapProps, type Region } from './overlap';
import { SetLegend } from './SetLegend';
import { regionDefinition } from './sets';
import { useRegionWords } from './useRegionWords';

/** A row for every combination that somebody is in, the largest first; dots say which segments, bars how many. */
export function UpSet({ segments, regions, nameOf, onOpen }: OverlapProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const mayManage = useMay('audiences.manage');
  const words = useRegionWords(nameOf);
  const largest = Math.max(1, ...regions.map((region) => region.count));
  const total = regions.reduce((sum, region) => sum + region.count, 0);
  return (
    <div className="upset">
      <SetLegend segments={segments} regions={regions} nameOf={nameOf} />
      <div className="upset-scroll" tabIndex={0} role="region" aria-label={t('compare.upset')}>
        <table>
          <thead>
            <tr>
              {segments.map((id, place) => (
                <th key={id} scope="col" className="upset-set" style={{ '--set': `var(--data-${place + 1})` } as object}>
                  <span className="dot dot-in" role="img" aria-label={nameOf(id)} title={nameOf(id)} />
                </th>
              ))}
              <th scope="col">{t('compare.count')}</th>
              {mayManage && <th scope="col" aria-label={t('compare.makeSegment')} />}
            </tr>
          </thead>
          <tbody>
            {regions.map((region) => (
              <tr key={region.segments.join()} title={words(region.segments)}>
                {segments.map((id, place) => (
                  <td key={id} className={joined(region, place) ? 'upset-dot upset-joined' : 'upset-dot'} style={{ '--set': `var(--data-${place + 1})` } as object}>
                    <span className={region.segments.includes(id) ? 'dot dot-in' : 'dot'} aria-label={t(region.segments.includes(id) ? 'yes' : 'no')} role="img" />
                  </td>
                ))}
                <td className="upset-bar">
                  <span className="upset-bar-body" style={{ width: `${(100 * region.count) / largest}%` }} />
                  <span className="upset-bar-words figures">
                    <button type="button" className="count-link" title={t('compare.showPeople')} onClick={() => onOpen(region)}>
                      {format.number(region.count)}
                    </button>{' '}
                    <span className="muted">{format.percent(region.count / total)}</span>
                  </span>
                </td>
                {mayManage && (
                  <td className="upset-act">
                    <Link to={newSegmentPath(regionDefinition(region.segments, segments), words(region.segments).slice(0, 100))}>{t('compare.makeSegment')}</Link>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );

  /** Whether a line runs on from this dot to the next one of the row. */
  function joined(region: Region, place: number): boolean {
    const mask = maskOf(region, segments);
    return mask >> (place + 1) > 0 && (mask & ((1 << (place + 1)) - 1)) > 0;
  }
}
