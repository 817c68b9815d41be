import { QueryClient } from '@tanstack/react-query';
import { asProblem } from '@/api/problem';

/** Everything that was read from the server, for all pages. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && mayRecover(asProblem(error).status),
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
    },
  },
});

/** Whether asking again may help: the server was not reached, or was briefly unable. */
export function mayRecover(status: number): boolean {
  return status === 0 || status === 502 || status === 503 || status === 504;
}
