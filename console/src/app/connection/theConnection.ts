import { queries } from '../queries';
import { openConnection } from './connection';

/** The console's one connection; once it is back, what failed meanwhile is asked for again. */
export const connection = openConnection(() => {
  void queries.resumePausedMutations().then(() => queries.invalidateQueries());
});
