import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { asProblem, problemFrom } from './problem';
import type { paths } from './schema';

/** Marks a change as coming from the console; a foreign page cannot send it without a preflight. */
export const guardHeader = 'X-Siyu-Console';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

type ExpiryListener = () => void;

type ReachListener = (reached: boolean) => void;

const expiryListeners = new Set<ExpiryListener>();

/** Calls `listener` whenever the server says that nobody is signed in; returns how to stop. */
export function onSessionExpired(listener: ExpiryListener): () => void {
  expiryListeners.add(listener);
  return () => expiryListeners.delete(listener);
}

const reachListeners = new Set<ReachListener>();

/** Calls `listener` after every call with whether the server was reached; returns how to stop. */
export function onReach(listener: ReachListener): () => void {
  reachListeners.add(listener);
  return () => reachListeners.delete(listener);
}

function tellReach(reached: boolean): void {
  for (const listener of reachListeners) listener(reached);
}

const reachMiddleware: Middleware = {
  onResponse({ response }) {
    // What stands before a server that is gone answers in its own words.
    tellReach(response.status < 500 || /json/.test(response.headers.get('content-type') ?? ''));
  },
  onError({ error }) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) tellReach(false);
  },
};

const sessionMiddleware: Middleware = {
  onRequest({ request }) {
    if (!safeMethods.has(request.method)) request.headers.set(guardHeader, '1');
    return request;
  },
  onResponse({ response, schemaPath }) {
    // Signing in with a wrong password is a 401 too, and no reason to leave the page.
    if (response.status === 401 && schemaPath !== '/api/sessions') {
      for (const listener of expiryListeners) listener();
    }
  },
};

export function createApi(fetchWith?: (request: Request) => Promise<Response>, baseUrl = ''): Client<paths> {
  const client = createClient<paths>({ baseUrl, fetch: fetchWith, credentials: 'same-origin' });
  client.use(sessionMiddleware, reachMiddleware);
  return client;
}

export const api = createApi();

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of an answer; whatever else happened is thrown as a `Problem`. */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  let answer: Answer<Data>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw asProblem(error);
  }
  if (!answer.response.ok) throw problemFrom(answer.response, answer.error);
  return answer.data as Data;
}
