import { Skeleton } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';

const patienceMs = 200;

/** Shows its children only once waiting has lasted long enough to be noticed. */
export function AfterPatience({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return shown ? children : null;
}

/** The outline of a page that is on its way. */
export function PageSkeleton({ alone = false, rows = 8 }: { alone?: boolean; rows?: number }) {
  return (
    <AfterPatience>
      <div className={alone ? 'page skeleton-alone' : 'skeleton'} aria-busy="true">
        <Skeleton active title paragraph={{ rows }} />
      </div>
    </AfterPatience>
  );
}
