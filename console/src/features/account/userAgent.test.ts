import { describe, expect, it } from 'vitest';
import { browserName } from './userAgent';

describe('browserName', () => {
  it('knows browsers that call themselves one another', () => {
    const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
    expect(browserName(chrome)).toBe('Chrome · Windows');
    expect(browserName(`${chrome} Edg/131.0.0.0`)).toBe('Edge · Windows');
    expect(browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1')).toBe('Safari · iOS');
  });

  it('shows what it does not know as it is', () => {
    expect(browserName('python-httpx/0.28')).toBe('python-httpx/0.28');
  });
});
