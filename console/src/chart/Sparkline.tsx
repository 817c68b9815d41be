import { sparkPath } from './sparkPath';
import './chart.css';

interface SparklineProps {
  values: readonly number[];
  /** What it shows, read aloud. */
  label: string;
  width?: number;
  height?: number;
}

/** A trend the size of a word, drawn without ECharts. */
export function Sparkline({ values, label, width = 88, height = 24 }: SparklineProps) {
  if (values.length < 2) return null;
  const { line, area, last } = sparkPath(values, width, height);
  return (
    <svg className="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path className="sparkline-area" d={area} />
      <path className="sparkline-line" d={line} />
      <circle className="sparkline-last" cx={last[0]} cy={last[1]} r={2} />
    </svg>
  );
}
