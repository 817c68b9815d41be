import { describe, expect, it } from 'vitest';
import { snippetsFor, usualSnippet, workingKey } from './snippets';
import { sourceKinds } from './sourcesQueries';

const place = { url: 'https://siyu.example.com', key: 'wk_abc' };
const key = (name: string, revoked_at: string | null = null) => ({ id: name, key: name, created_at: '', revoked_at });

describe('snippetsFor', () => {
  it('fills in address and key everywhere', () => {
    for (const { id, code } of snippetsFor(place)) {
      expect(code, id).toContain(place.url);
      const seen = id === 'pixel' ? atob(decodeURIComponent(/data=([^"]+)/.exec(code)?.[1] ?? '')) : code;
      expect(seen, id).toContain(place.key);
    }
  });

  it('has one for every kind of source, each once', () => {
    const ids = snippetsFor(place).map((snippet) => snippet.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const kind of sourceKinds) expect(ids).toContain(usualSnippet(kind));
  });
});

describe('workingKey', () => {
  it('is the newest that was not revoked', () => {
    expect(workingKey([key('a'), key('b'), key('c', '2026-01-01')])).toBe('b');
    expect(workingKey([key('a', '2026-01-01')])).toBeNull();
  });
});
