import type { TableRef } from 'antd';
import { useEffect, useRef } from 'react';

/** For a wide table of mere figures: where it scrolls, the keyboard gets in too. Hand the answer to the table as `ref`. */
export function useKeyboardScroll() {
  const table = useRef<TableRef>(null);
  useEffect(() => {
    table.current?.nativeElement.querySelector('.ant-table-content')?.setAttribute('tabindex', '0');
  }, []);
  return table;
}
