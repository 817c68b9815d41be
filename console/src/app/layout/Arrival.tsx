import { useEffect, useState } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** A page names itself a moment after it has come. */
const titleMs = 300;

/** Starts a new page at its top, and tells a screen reader which page has come. */
export function Arrival() {
  const { pathname } = useLocation();
  const type = useNavigationType();
  const [title, setTitle] = useState('');

  useEffect(() => {
    // Going back, the browser finds the old place itself.
    if (type !== 'POP') window.scrollTo(0, 0);
    const timer = setTimeout(() => setTitle(document.title), titleMs);
    return () => clearTimeout(timer);
  }, [pathname, type]);

  return (
    <span className="visually-hidden" aria-live="polite">
      {title}
    </span>
  );
}
