import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartFrame, type ChartTable } from '@/chart';
import { useFormat } from '@/format/useFormat';
import type { OverlapProps } from './overlap';
import { useRegionWords } from './useRegionWords';
import { UpSet } from './UpSet';
import { Venn, vennMax } from './Venn';

/** Who is in exactly which of the segments: circles for two or three, a row for every combination for more. */
export function OverlapFigure(props: OverlapProps) {
  const { segments, regions, nameOf } = props;
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const words = useRegionWords(nameOf);
  const [picture, setPicture] = useState<'venn' | 'upset'>('venn');
  const drawable = segments.length <= vennMax;
  const total = regions.reduce((sum, region) => sum + region.count, 0);
  const table: ChartTable = {
    columns: [
      { key: 'region', title: t('compare.region') },
      ...segments.map((id) => ({ key: id, title: nameOf(id) })),
      { key: 'count', title: t('compare.count') },
      { key: 'share', title: t('compare.share'), format: (share) => format.percent(share / 100) },
    ],
    rows: regions.map((region) => ({
      region: words(region.segments),
      ...Object.fromEntries(segments.map((id) => [id, t(region.segments.includes(id) ? 'yes' : 'no')])),
      count: region.count,
      share: Math.round((10_000 * region.count) / total) / 100,
    })),
  };
  const tools = drawable && (
    <Segmented<'venn' | 'upset'>
      size="small"
      aria-label={t('compare.picture')}
      value={picture}
      options={(['venn', 'upset'] as const).map((value) => ({ value, label: t(`compare.pictures.${value}`) }))}
      onChange={setPicture}
    />
  );
  return (
    <ChartFrame name={t('compare.upset')} title={t('compare.upset')} table={table} height={320} tools={tools} empty={t('compare.nobody')}>
      <p className="muted figures overlap-total">{t('compare.total', { people: format.number(total) })}</p>
      {drawable && picture === 'venn' ? <Venn {...props} /> : <UpSet {...props} />}
    </ChartFrame>
  );
}
