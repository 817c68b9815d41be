import { Popover } from 'antd';
import { Suspense, useRef, type KeyboardEvent, type ReactNode } from 'react';

interface FlyoutProps {
  open: boolean;
  onTurn: (open: boolean) => void;
  placement: 'bottomLeft' | 'bottomRight';
  content: ReactNode;
  /** The button that opens it. */
  children: ReactNode;
}

/** What a button of the header opens below itself; next to it for the keyboard too, and Escape leads back. */
export function Flyout({ open, onTurn, placement, content, children }: FlyoutProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    onTurn(false);
    anchor.current?.querySelector('button')?.focus();
  };
  return (
    <span className="flyout" onKeyDown={onKeyDown}>
      <Popover
        trigger="click"
        placement={placement}
        arrow={false}
        open={open}
        onOpenChange={onTurn}
        destroyOnHidden
        getPopupContainer={() => anchor.current?.parentElement ?? document.body}
        content={<Suspense fallback={null}>{content}</Suspense>}
      >
        <span ref={anchor} className="flyout-anchor">
          {children}
        </span>
      </Popover>
    </span>
  );
}
