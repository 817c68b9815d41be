import { lazy, Suspense } from 'react';
import { ChartFrame, ChartWaiting, type ChartFrameProps } from './ChartFrame';
import type { ChartOption, Picked } from './chartTypes';

const Canvas = lazy(() => import('./Canvas'));

interface ChartProps extends Omit<ChartFrameProps, 'children' | 'tools'> {
  option: ChartOption;
  onPick?: (picked: Picked) => void;
}

/** A figure in the console's one theme, with its table a click away. */
export function Chart({ option, onPick, height = 260, ...frame }: ChartProps) {
  return (
    <ChartFrame {...frame} height={height}>
      <Suspense fallback={<ChartWaiting height={height} />}>
        <Canvas option={option} height={height} label={frame.name} onPick={onPick} />
      </Suspense>
    </ChartFrame>
  );
}
