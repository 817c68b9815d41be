import { mediaQuery } from './mediaQuery';

/** Whether the window is as narrow as a phone. */
export const useNarrow = mediaQuery('(max-width: 767px)');
