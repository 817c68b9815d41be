import { BarChartOutlined, DownloadOutlined, TableOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AfterPatience } from '@/page/PageSkeleton';
import { ChartRows } from './ChartRows';
import type { ChartTable } from './chartTypes';
import { downloadCsv } from './csv';
import './chart.css';

export interface ChartFrameProps {
  /** The same figures as rows. */
  table: ChartTable;
  /** What the chart shows: read aloud, and the name of its CSV file. */
  name: string;
  /** Shown at the left of the switch; nothing where the surroundings have said it. */
  title?: ReactNode;
  height?: number;
  loading?: boolean;
  /** What to say where there is nothing to draw. */
  empty?: ReactNode;
  /** More to choose, beside the switch to the table. */
  tools?: ReactNode;
  /** The drawing. */
  children: ReactNode;
}

/** Around a drawing: its title, its table a click away, its CSV. */
export function ChartFrame({ table, name, title, height = 260, loading = false, empty, tools, children }: ChartFrameProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const hasRows = table.rows.length > 0;
  return (
    <figure className="chart" aria-label={name} aria-busy={loading}>
      <div className="chart-head">
        {title && <figcaption className="chart-title">{title}</figcaption>}
        {hasRows && (
          <span className="chart-tools">
            {!asTable && tools}
            <Button
              type="text"
              size="small"
              icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
              aria-label={t(asTable ? 'chart.showFigure' : 'chart.showTable', { name })}
              title={t(asTable ? 'chart.figure' : 'chart.table')}
              onClick={() => setAsTable(!asTable)}
            />
            <Button
              type="text"
              size="small"
              icon={<DownloadOutlined />}
              aria-label={t('chart.download', { name })}
              title={t('chart.csv')}
              onClick={() => downloadCsv(name, table)}
            />
          </span>
        )}
      </div>
      {content()}
    </figure>
  );

  function content() {
    if (loading && !hasRows) return <ChartWaiting height={height} />;
    if (!hasRows) {
      return (
        <div className="chart-empty muted" style={{ minHeight: Math.min(height, 160) }}>
          {empty ?? t('chart.empty')}
        </div>
      );
    }
    return asTable ? <ChartRows table={table} height={height} /> : children;
  }
}

export function ChartWaiting({ height }: { height: number }) {
  return (
    <div style={{ height }}>
      <AfterPatience>
        <Skeleton.Node active className="chart-skeleton">
          <BarChartOutlined />
        </Skeleton.Node>
      </AfterPatience>
    </div>
  );
}
