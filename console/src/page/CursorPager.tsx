import { LeftOutlined, RightOutlined, VerticalRightOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';

export const pageSizes = [20, 50, 100] as const;

interface CursorPagerProps {
  /** Where the page shown begins; null for the first. */
  cursor: string | null;
  nextCursor: string | null | undefined;
  pageSize: number;
  /** Cursors of the pages before this one, as far as they are known. */
  trail: readonly (string | null)[];
  onMove: (cursor: string | null, trail: (string | null)[]) => void;
  onPageSize: (size: number) => void;
}

/** Back and forth through a list that only knows what comes next; nothing where one short page is all there is. */
export function CursorPager({ cursor, nextCursor, pageSize, trail, onMove, onPageSize }: CursorPagerProps) {
  const { t } = useTranslation();
  if (!cursor && !nextCursor && pageSize === pageSizes[0]) return null;
  return (
    <div className="pager">
      <Select
        aria-label={t('pager.size')}
        value={pageSize}
        options={pageSizes.map((size) => ({ value: size, label: t('pager.perPage', { size }) }))}
        onChange={onPageSize}
      />
      <span className="pager-moves">
        <Button icon={<VerticalRightOutlined />} disabled={!cursor} aria-label={t('pager.first')} title={t('pager.first')} onClick={() => onMove(null, [])} />
        <Button icon={<LeftOutlined />} disabled={trail.length === 0} onClick={() => onMove(trail.at(-1) ?? null, trail.slice(0, -1))}>
          {t('pager.previous')}
        </Button>
        <Button disabled={!nextCursor} onClick={() => onMove(nextCursor ?? null, [...trail, cursor])}>
          {t('pager.next')}
          <RightOutlined />
        </Button>
      </span>
    </div>
  );
}
