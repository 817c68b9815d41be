import { Tooltip } from 'antd';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';

interface FigureProps {
  value: number | null | undefined;
  /** What the figure counts, said on hover after the exact value. */
  definition?: string;
}

/** A count to glance at, such as 128.4万; exact on hover. */
export function Figure({ value, definition }: FigureProps) {
  const format = useFormat();
  if (value == null) return <Unknown />;
  return <Shortened short={format.short(value)} exact={format.number(value)} definition={definition} />;
}

/** An amount of minor units to glance at; exact on hover. */
export function MoneyFigure({ value, definition }: FigureProps) {
  const format = useFormat();
  if (value == null) return <Unknown />;
  return <Shortened short={format.shortMoney(value)} exact={format.money(value)} definition={definition} />;
}

function Shortened({ short, exact, definition }: { short: string; exact: string; definition?: string }) {
  const hidden = [short === exact ? undefined : exact, definition].filter(Boolean).join(' · ');
  const figure = <span className="figures">{short}</span>;
  return hidden ? <Tooltip title={hidden}>{figure}</Tooltip> : figure;
}

function Unknown() {
  return <span className="muted">{plainValue(null)}</span>;
}
