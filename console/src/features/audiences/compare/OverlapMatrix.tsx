import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Chart, heatFigure } from '@/chart';
import { overlapQuery } from './compareQueries';

/** Of each segment, what share is in each other. */
export function OverlapMatrix({ segments, nameOf }: { segments: string[]; nameOf: (segmentId: string) => string }) {
  const { t } = useTranslation('audiences');
  const pairs = useQuery(overlapQuery(segments));
  const bothOf = (one: string, other: string) =>
    pairs.data?.find((pair) => (pair.one === one && pair.other === other) || (pair.one === other && pair.other === one))?.both ?? 0;
  const names = segments.map(nameOf);
  const figure = heatFigure({
    by: t('columns.name'),
    rows: names,
    columns: names,
    values: segments.map((row) => segments.map((column) => (row === column || bothOf(row, row) === 0 ? null : (100 * bothOf(row, column)) / bothOf(row, row)))),
    most: 100,
    format: (value) => `${value.toFixed(value < 10 ? 1 : 0)}%`,
  });
  return (
    <section className="panel segment-block">
      <Chart {...figure} title={t('compare.matrix')} name={t('compare.matrix')} height={56 + 44 * segments.length} loading={pairs.isPending} />
      <p className="muted compare-note">{t('compare.matrixText')}</p>
    </section>
  );
}
