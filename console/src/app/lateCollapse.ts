import { lazy } from 'react';

/** Folding panels, for what shows them seldom; see `detours` in `vite.config.ts`. */
export default lazy(() => import('antd/es/collapse'));
