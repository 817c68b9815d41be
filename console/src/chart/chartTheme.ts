import { dataColors, fontFamily, palettes, type Mode } from '@/app/theme';
import { useAppearance } from '@/app/appearance';

/** The colours a chart may name, for the appearance shown. */
export function chartColors(mode: Mode) {
  return { ...palettes[mode], data: dataColors[mode] };
}

export function useChartColors() {
  return chartColors(useAppearance().mode);
}

/** ECharts in the console's colours and type. */
export function chartTheme(mode: Mode, language: string): object {
  const color = chartColors(mode);
  const axis = {
    axisLine: { lineStyle: { color: color.line } },
    axisTick: { show: false },
    axisLabel: { color: color.muted, fontSize: 12, hideOverlap: true },
    nameTextStyle: { color: color.muted, fontSize: 12 },
    splitLine: { lineStyle: { color: color.line } },
  };
  return {
    color: [...color.data],
    backgroundColor: 'transparent',
    textStyle: { fontFamily: fontFamily(language), fontSize: 12, color: color.ink },
    categoryAxis: { ...axis, splitLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    logAxis: axis,
    legend: {
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      itemGap: 16,
      left: 0,
      top: 0,
      textStyle: { color: color.muted, fontSize: 12 },
      inactiveColor: color.line,
      pageIconColor: color.muted,
      pageTextStyle: { color: color.muted },
    },
    tooltip: {
      backgroundColor: color.raised,
      borderColor: color.line,
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { color: color.ink, fontSize: 12 },
      extraCssText: 'border-radius:8px;box-shadow:0 6px 16px rgb(0 0 0 / 12%);font-variant-numeric:tabular-nums',
      axisPointer: { lineStyle: { color: color.muted }, shadowStyle: { color: color.line, opacity: 0.5 } },
    },
    visualMap: { color: [color.jade, color.jadeWash], textStyle: { color: color.muted, fontSize: 12 } },
    line: { symbol: 'circle', symbolSize: 6, showSymbol: false, lineStyle: { width: 2 }, smooth: false },
    bar: { itemStyle: { borderRadius: 2 }, barMaxWidth: 32 },
    heatmap: { itemStyle: { borderColor: color.surface, borderWidth: 2, borderRadius: 4 } },
    funnel: { itemStyle: { borderColor: color.surface, borderWidth: 2 } },
    pie: { itemStyle: { borderColor: color.surface, borderWidth: 2 } },
    markLine: { lineStyle: { color: color.muted }, label: { color: color.muted } },
  };
}
