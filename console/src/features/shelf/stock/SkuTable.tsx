import type { TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { RowTable } from '@/page/RowTable';

interface Sku {
  sku_id: string;
  sku_code: string;
  title: string;
}

/** A column of quantities; what `of` says is shown as a figure where it is a number, else as it is. */
export interface Quantity<Line> {
  key: string;
  title: string;
  width?: number;
  of: (line: Line) => number | ReactNode;
  /** Whether a figure calls for a look. */
  stands?: (line: Line) => 'out' | 'back';
}

/** SKUs with some quantities of each: what was counted, sent, or has arrived. */
export function SkuTable<Line extends Sku>({ lines, quantities }: { lines: readonly Line[]; quantities: Quantity<Line>[] }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const looks = { out: 'figures shelf-none', back: 'figures muted' };
  const columns: TableColumnsType<Line> = [
    {
      title: t('prices.sku'),
      key: 'name',
      render: (_, line) => (
        <span className="shelf-two-lines">
          <span className="ellipsis">{line.title}</span>
          <span className="muted ellipsis">{line.sku_code}</span>
        </span>
      ),
    },
    ...quantities.map(({ key, title, width = 88, of, stands }) => ({
      title,
      key,
      width,
      align: 'end' as const,
      render: (_: unknown, line: Line) => {
        const quantity = of(line);
        const look = stands?.(line);
        return typeof quantity === 'number' ? <span className={look ? looks[look] : 'figures'}>{format.number(quantity)}</span> : quantity;
      },
    })),
  ];
  return <RowTable rows={lines} columns={columns} idOf={(line) => line.sku_id} width={480} />;
}
