/** What went wrong on the way to the server or in it, as RFC 9457 problem+json tells it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly facts: Record<string, unknown> = {},
    readonly requestId: string | null = null,
  ) {
    super(title);
    this.name = 'Problem';
  }
}

/** The problem in an answer's body, or one made from its status where the body is not problem+json. */
export function problemFrom(response: Response, body: unknown): Problem {
  const requestId = response.headers.get('x-request-id');
  if (isRecord(body) && typeof body.code === 'string') {
    const title = typeof body.title === 'string' ? body.title : body.code;
    return new Problem(response.status, body.code, title, isRecord(body.facts) ? body.facts : {}, requestId);
  }
  return new Problem(response.status, codeOfStatus(response.status), response.statusText, {}, requestId);
}

/** Any thrown value as a problem; a failed fetch, of data or of a page's code, means that the server was not reached. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Error && /dynamically imported module|importing a module|preload/i.test(error.message)) {
    return new Problem(0, 'page_not_loaded', error.message);
  }
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
    return new Problem(0, 'unreachable', error.message);
  }
  return new Problem(0, 'unexpected', error instanceof Error ? error.message : String(error));
}

function codeOfStatus(status: number): string {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'refused';
  if (status === 404) return 'not_found';
  if (status === 429) return 'throttled';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status >= 500 ? 'internal_error' : 'unexpected';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
