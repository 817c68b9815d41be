import { describe, expect, it } from 'vitest';
import { snippetNames, snippets } from './snippets';

describe('what is pasted first', () => {
  it.each(snippetNames)('%s names the key and this installation', (name) => {
    const code = snippets[name]('wk_1', 'https://siyu.example.com');
    expect(code).toContain('wk_1');
    expect(code).toContain('https://siyu.example.com');
  });

  it('sends all it has before a script ends', () => {
    expect(snippets.node('wk_1', 'x')).toContain('closeAndFlush()');
    expect(snippets.python('wk_1', 'x')).toContain('flush()');
  });
});
