import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { components } from '@/api/schema';
import { downloadCsv } from '@/chart/csv';
import { useFormat } from '@/format/useFormat';
import { newSegmentPath } from '@/page/segmentLink';
import type { Definition } from '../audienceTypes';
import { regionDefinition } from './sets';

type Region = components['schemas']['RegionOut'];

interface UpSetProps {
  segments: string[];
  regions: readonly Region[];
  nameOf: (segmentId: string) => string;
  onOpen: (definition: Definition) => void;
}

/** Who is in exactly which of the segments: a row for every combination that somebody is in, the largest first. */
export function UpSet({ segments, regions, nameOf, onOpen }: UpSetProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const total = regions.reduce((sum, region) => sum + region.count, 0);
  const largest = Math.max(1, ...regions.map((region) => region.count));
  const wordsOf = (region: Region) => {
    const names = region.segments.map(nameOf).join(t('say.comma'));
    return region.segments.length === 1 ? t('compare.only', { names }) : t('compare.both', { names });
  };
  const table = {
    columns: [
      { key: 'region', title: t('compare.region') },
      { key: 'count', title: t('compare.count') },
    ],
    rows: regions.map((region) => ({ region: wordsOf(region), count: region.count })),
  };
  return (
    <figure className="upset" aria-label={t('compare.upset')}>
      <figcaption className="upset-head">
        <h2>{t('compare.upset')}</h2>
        <span className="muted figures">{t('compare.total', { people: format.number(total) })}</span>
        <Button type="text" size="small" icon={<DownloadOutlined />} aria-label={t('compare.csv')} title={t('compare.csv')} onClick={() => downloadCsv(t('compare.upset'), table)} />
      </figcaption>
      <div className="upset-scroll" tabIndex={0} role="region" aria-label={t('compare.upset')}>
        <table>
          <thead>
            <tr>
              {segments.map((id, place) => (
                <th key={id} scope="col" className="upset-set" style={{ '--set': `var(--data-${place + 1})` } as object}>
                  <span title={nameOf(id)}>{nameOf(id)}</span>
                </th>
              ))}
              <th scope="col" className="upset-bar-head">
                {t('compare.count')}
              </th>
              <th scope="col" aria-label={t('compare.makeSegment')} />
            </tr>
          </thead>
          <tbody>
            {regions.map((region) => (
              <tr key={region.segments.join()} title={wordsOf(region)}>
                {segments.map((id, place) => (
                  <td key={id} className="upset-dot" style={{ '--set': `var(--data-${place + 1})` } as object}>
                    <span className={region.segments.includes(id) ? 'dot dot-in' : 'dot'} aria-label={t(region.segments.includes(id) ? 'yes' : 'no')} role="img" />
                  </td>
                ))}
                <td className="upset-bar">
                  <span className="upset-bar-body" style={{ width: `${(70 * region.count) / largest}%` }} />
                  <button type="button" className="count-link figures" title={t('compare.showPeople')} onClick={() => onOpen(regionDefinition(region.segments, segments))}>
                    {format.number(region.count)}
                  </button>
                </td>
                <td className="upset-act">
                  <Link to={newSegmentPath(regionDefinition(region.segments, segments), wordsOf(region).slice(0, 100))}>{t('compare.makeSegment')}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
