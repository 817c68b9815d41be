import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApi, guardHeader, onSessionExpired, unwrap } from './client';
import { asProblem, Problem, problemFrom } from './problem';

const origin = 'http://console.test';

function apiAnswering(status: number, body: unknown, seen: Request[] = []) {
  return createApi((request) => {
    seen.push(request);
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    const text = status === 204 ? null : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status, headers: { 'content-type': type, 'x-request-id': 'r1' } }));
  }, origin);
}

let stop: (() => void) | undefined;
afterEach(() => stop?.());

describe('the client', () => {
  it('marks changes, and only changes, as coming from the console', async () => {
    const seen: Request[] = [];
    const api = apiAnswering(200, {}, seen);
    await api.GET('/api/me');
    await api.POST('/api/sessions', { body: { email: 'a', password: 'b' } });
    expect(seen.map((request) => request.headers.get(guardHeader))).toEqual([null, '1']);
  });

  it('throws the problem that the server describes', async () => {
    const api = apiAnswering(404, { type: 'x', title: 'No such person', status: 404, code: 'person_not_found', facts: { id: 7 } });
    await expect(unwrap(api.GET('/api/me'))).rejects.toMatchObject({
      status: 404,
      code: 'person_not_found',
      title: 'No such person',
      facts: { id: 7 },
      requestId: 'r1',
    });
  });

  it('throws "unreachable" where there is no server', async () => {
    const api = createApi(() => Promise.reject(new TypeError('Failed to fetch')), origin);
    await expect(unwrap(api.GET('/api/me'))).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('hands back an answer without a body', async () => {
    await expect(unwrap(apiAnswering(204, null).DELETE('/api/sessions/current'))).resolves.toBeUndefined();
  });
});

describe('an ended session', () => {
  it('is told to whoever listens', async () => {
    const heard = vi.fn();
    stop = onSessionExpired(heard);
    await apiAnswering(401, {}).GET('/api/me');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('is not a wrong password', async () => {
    const heard = vi.fn();
    stop = onSessionExpired(heard);
    await apiAnswering(401, {}).POST('/api/sessions', { body: { email: 'a', password: 'b' } });
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('problems', () => {
  it('are made from the status where the body says nothing', () => {
    expect(problemFrom(new Response('', { status: 503 }), '<html>')).toMatchObject({ status: 503, code: 'unavailable' });
    expect(problemFrom(new Response('', { status: 403 }), undefined)).toMatchObject({ code: 'refused' });
    expect(problemFrom(new Response('', { status: 418 }), undefined)).toMatchObject({ code: 'unexpected' });
  });

  it('stay themselves, and wrap anything else', () => {
    const problem = new Problem(409, 'taken', 'Taken');
    expect(asProblem(problem)).toBe(problem);
    expect(asProblem(new Error('boom'))).toMatchObject({ code: 'unexpected', title: 'boom' });
    expect(asProblem(new Error('Unable to preload CSS for /x.css'))).toMatchObject({ status: 0, code: 'page_not_loaded' });
    expect(asProblem('boom')).toMatchObject({ title: 'boom' });
  });
});
