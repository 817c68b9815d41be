import type { EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppearance } from '@/app/appearance';
import { chartTheme } from './chartTheme';
import { init } from './echarts';
import type { ChartOption, Picked } from './chartTypes';

interface CanvasProps {
  option: ChartOption;
  height: number;
  label: string;
  onPick?: (picked: Picked) => void;
}

/** The drawing itself; arrives with ECharts when the first chart is shown. */
export default function Canvas({ option, height, label, onPick }: CanvasProps) {
  const { mode } = useAppearance();
  const { language } = useTranslation().i18n;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const pick = useRef(onPick);

  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);

  useEffect(() => {
    if (!box.current) return;
    const drawn = init(box.current, chartTheme(mode, language), { renderer: 'svg' });
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(box.current);
    drawn.on('click', (event) =>
      pick.current?.({ name: event.name, series: event.seriesName ?? '', index: event.dataIndex, seriesIndex: event.seriesIndex ?? 0, value: event.value }),
    );
    chart.current = drawn;
    return () => {
      observer.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, [mode, language]);

  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option, mode, language]);

  return <div ref={box} className="chart-canvas figures" style={{ height }} role="img" aria-label={label} />;
}
