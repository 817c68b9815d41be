export { Chart } from './Chart';
export { ChartFrame } from './ChartFrame';
export { useChartColors } from './chartTheme';
export type { ChartTable, Figure, Picked } from './chartTypes';
export { downloadCsv, saveBlob } from './csv';
export { barFigure, funnelFigure, heatFigure, lineFigure } from './figures';
export { Sparkline } from './Sparkline';
