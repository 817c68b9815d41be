import type { ChartOption, ChartRow, Figure } from './chartTypes';

export interface Series {
  name: string;
  values: readonly (number | null)[];
  /** One of `useChartColors().data`, for what keeps its colour on every page. */
  color?: string;
  /** For a comparison, a forecast or a goal. */
  dashed?: boolean;
}

interface CategoryFigure {
  /** What the categories are, as a column's title: "Day". */
  by: string;
  categories: readonly string[];
  series: readonly Series[];
  format?: (value: number) => string;
  /** One upon another. */
  stacked?: boolean;
}

/** Values over time or along an order. A single line is filled below. */
export function lineFigure({ area, ...figure }: CategoryFigure & { area?: boolean }): Figure {
  const filled = area ?? (figure.series.length === 1 || figure.stacked);
  return categoryFigure(figure, 'line', (series) => ({
    areaStyle: filled && !series.dashed ? { opacity: 0.12 } : undefined,
    lineStyle: series.dashed ? { type: 'dashed', width: 1.5 } : undefined,
    showSymbol: figure.categories.length < 3,
  }));
}

/** Values to compare; horizontal where names are long. */
export function barFigure({ horizontal = false, ...figure }: CategoryFigure & { horizontal?: boolean }): Figure {
  return categoryFigure(figure, 'bar', () => ({}), horizontal);
}

function categoryFigure(figure: CategoryFigure, type: 'line' | 'bar', style: (series: Series) => object, horizontal = false): Figure {
  const { by, categories, series, format, stacked } = figure;
  const names = { type: 'category', data: [...categories], boundaryGap: type === 'bar', inverse: horizontal };
  const values = { type: 'value', minInterval: 1, axisLabel: { formatter: format } };
  const option: ChartOption = {
    grid: { left: 4, right: 16, top: series.length > 1 ? 32 : 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { show: series.length > 1, type: 'scroll' },
    tooltip: { trigger: 'axis', axisPointer: { type: type === 'bar' ? 'shadow' : 'line' }, valueFormatter: formatter(format), confine: true },
    xAxis: horizontal ? values : names,
    yAxis: horizontal ? names : values,
    series: series.map((each) => ({
      type,
      name: each.name,
      data: [...each.values],
      stack: stacked ? 'all' : undefined,
      color: each.color,
      ...style(each),
    })),
  };
  const rows = categories.map((category, index): ChartRow => ({
    category,
    ...Object.fromEntries(series.map((each, place) => [`s${place}`, each.values[index] ?? null])),
  }));
  const columns = [{ key: 'category', title: by }, ...series.map((each, place) => ({ key: `s${place}`, title: each.name, format }))];
  return { option, table: { columns, rows } };
}

interface FunnelFigure {
  /** Column titles: what the steps are, what is counted, the share of the first step, the share of the step before. */
  titles: { step: string; value: string; ofFirst: string; ofPrevious: string };
  steps: readonly { name: string; value: number; color?: string }[];
  format?: (value: number) => string;
}

/** Steps that ever fewer reach. */
export function funnelFigure({ titles, steps, format = String }: FunnelFigure): Figure {
  const first = steps[0]?.value ?? 0;
  const share = (index: number, of: number) => (of > 0 ? (100 * (steps[index]?.value ?? 0)) / of : null);
  const rows = steps.map((step, index) => ({
    step: step.name,
    value: step.value,
    ofFirst: share(index, first),
    ofPrevious: share(index, index === 0 ? first : (steps[index - 1]?.value ?? 0)),
  }));
  const option: ChartOption = {
    tooltip: { trigger: 'item', valueFormatter: formatter(format), confine: true },
    series: [
      {
        type: 'funnel',
        sort: 'none',
        left: 8,
        right: '36%',
        top: 4,
        bottom: 4,
        minSize: '2%',
        max: Math.max(first, 1),
        gap: 2,
        label: {
          position: 'right',
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const row = rows[dataIndex];
            return row ? `${row.step}  ${format(row.value)}${row.ofFirst === null ? '' : ` · ${percent(row.ofFirst)}`}` : '';
          },
        },
        labelLine: { show: false },
        data: steps.map((step) => ({ name: step.name, value: step.value, itemStyle: step.color ? { color: step.color } : undefined })),
      },
    ],
  };
  const columns = [
    { key: 'step', title: titles.step },
    { key: 'value', title: titles.value, format },
    { key: 'ofFirst', title: titles.ofFirst, format: percent },
    { key: 'ofPrevious', title: titles.ofPrevious, format: percent },
  ];
  return { option, table: { columns, rows } };
}

interface HeatFigure {
  /** What the rows are, as a column's title: "Week of joining". */
  by: string;
  rows: readonly string[];
  columns: readonly string[];
  /** By row, then by column; null where there is nothing to say. */
  values: readonly (readonly (number | null)[])[];
  format?: (value: number) => string;
  /** The value of the strongest colour; the greatest that is there where left out. */
  most?: number;
  /** Written into the cells; leave out where there are many. */
  written?: boolean;
}

/** A figure for every pair: hours of weekdays, cohorts by age. */
export function heatFigure({ by, rows, columns, values, format, most, written = columns.length <= 14 }: HeatFigure): Figure {
  const cells = values.flatMap((line, y) => line.flatMap((value, x) => (value === null ? [] : [[x, y, value]])));
  const figures = cells.map((cell) => cell[2] ?? 0);
  const option: ChartOption = {
    grid: { left: 4, right: 8, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { trigger: 'item', confine: true, valueFormatter: formatter(format) },
    xAxis: { type: 'category', data: [...columns], position: 'top', axisLine: { show: false } },
    yAxis: { type: 'category', data: [...rows], inverse: true, axisLine: { show: false } },
    visualMap: { show: false, min: Math.min(0, ...figures), max: most ?? Math.max(1, ...figures), dimension: 2 },
    series: [
      {
        type: 'heatmap',
        data: cells,
        label: { show: written, formatter: ({ value }: { value: number[] }) => formatter(format)(value[2] ?? null) },
      },
    ],
  };
  return {
    option,
    table: {
      columns: [{ key: 'row', title: by }, ...columns.map((title, x) => ({ key: `c${x}`, title, format }))],
      rows: rows.map((row, y) => ({ row, ...Object.fromEntries(columns.map((_, x) => [`c${x}`, values[y]?.[x] ?? null])) })),
    },
  };
}

function formatter(format: ((value: number) => string) | undefined) {
  return (value: unknown) => (typeof value === 'number' ? (format ?? String)(value) : '—');
}

function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}
