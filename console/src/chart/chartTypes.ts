import type { EChartsCoreOption } from 'echarts/core';

export type ChartOption = EChartsCoreOption;

export interface ChartColumn {
  key: string;
  title: string;
  /** How a figure reads in the table; the CSV keeps it exact. */
  format?: (value: number) => string;
}

export type ChartRow = Record<string, string | number | null | undefined>;

/** What a chart shows, as rows: for those who would rather read, and for CSV. */
export interface ChartTable {
  columns: ChartColumn[];
  rows: ChartRow[];
}

/** A mark that was clicked. */
export interface Picked {
  name: string;
  series: string;
  index: number;
  seriesIndex: number;
  value: unknown;
}

/** A picture with the rows behind it, as `lineFigure` and its siblings make it. */
export interface Figure {
  option: ChartOption;
  table: ChartTable;
}
