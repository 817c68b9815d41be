import { describe, expect, it } from 'vitest';
import { adviceFor, correctionProblem, laidOut } from './advice';

describe('adviceFor', () => {
  it('leads to where the cause is mended', () => {
    expect(adviceFor('unknown_write_key').to).toBe('/sources');
    expect(adviceFor('breaks_plan', 'Order & Co').to).toBe('/tracking-plan?event=Order%20%26%20Co');
    expect(adviceFor('not_in_plan').to).toBe('/tracking-plan');
    expect(adviceFor('user_id_too_long')).toEqual({ key: 'field', to: null });
  });
});

describe('correctionProblem', () => {
  it('lets an object pass', () => {
    expect(correctionProblem('{"type":"track"}')).toBeNull();
  });

  it('names what is wrong', () => {
    expect(correctionProblem(' ')).toBe('empty');
    expect(correctionProblem('{')).toBe('syntax');
    expect(correctionProblem('[]')).toBe('object');
    expect(correctionProblem('"x"')).toBe('object');
    expect(correctionProblem(`{"a":"${'中'.repeat(11_000)}"}`)).toBe('large');
  });
});

describe('laidOut', () => {
  it('indents JSON and leaves the rest', () => {
    expect(laidOut('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(laidOut('{"a":')).toBe('{"a":');
  });
});
