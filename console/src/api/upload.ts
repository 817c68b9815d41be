import { api, guardHeader } from './client';
import { Problem, problemFrom } from './problem';

export interface UploadProgress {
  sent: number;
  total: number;
}

interface UploadOptions {
  signal?: AbortSignal;
  onProgress?: (progress: UploadProgress) => void;
}

/** POSTs a form, telling how far it is, which `fetch` cannot; fails with a `Problem` as every other call does. */
export function uploadForm<Answer>(path: string, form: FormData, { signal, onProgress }: UploadOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader(guardHeader, '1');
    request.upload.onprogress = (event) => onProgress?.({ sent: event.loaded, total: event.total });
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(body as Answer);
      // Whoever listens for an ended session listens to the client.
      if (request.status === 401) void api.GET('/api/me');
      reject(problemFrom(answerOf(request), body));
    };
    request.onerror = () => reject(new Problem(0, 'unreachable', 'Network error'));
    request.onabort = () => reject(new DOMException('Aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function answerOf(request: XMLHttpRequest): Response {
  const requestId = request.getResponseHeader('x-request-id');
  return new Response(null, { status: request.status || 500, statusText: request.statusText, headers: requestId ? { 'x-request-id': requestId } : {} });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
