import { describe, expect, it } from 'vitest';
import type { Definition } from '../audienceTypes';
import { checkDefinition } from './checkDefinition';
import { JsonMistake, lineOf, offsetOf, readJson } from './jsonText';
import { complaintsAt, complaintsOfProblem, placeIn } from './places';

const definition = {
  version: 1,
  where: {
    kind: 'all',
    conditions: [
      { kind: 'did', event: '', window: { kind: 'last', amount: 0 } },
      { kind: 'not', condition: { kind: 'list', list: 'lst_1' } },
      { kind: 'trait', name: 'city', compare: { op: 'in', values: [] } },
      { kind: 'anniversary', of: { trait: '' }, window: { kind: 'this', unit: 'week' } },
    ],
  },
} satisfies Definition;

const at = (path: string) => placeIn(definition, path.split('.'));

describe('places in a refusal', () => {
  it('follow the JSON, without the names of alternatives', () => {
    expect(at('where.all.conditions.0.did.event')).toEqual(['where', 'conditions', 0, 'event']);
    expect(at('where.all.conditions.0.did.window.last.amount')).toEqual(['where', 'conditions', 0, 'window', 'amount']);
    expect(at('where.all.conditions.2.trait.compare.in.values')).toEqual(['where', 'conditions', 2, 'compare', 'values']);
    expect(at('where.all.conditions.3.anniversary.of.AnniversaryOfTrait.trait')).toEqual(['where', 'conditions', 3, 'of', 'trait']);
  });

  it('tell a kind from a key of the same name', () => {
    expect(at('where.all.conditions.1.not.condition.list.list')).toEqual(['where', 'conditions', 1, 'condition', 'list']);
  });

  it('belong to the innermost part', () => {
    const problem = { code: 'malformed_request', facts: { errors: [{ at: 'body.definition.where.all.conditions.0.did.event', kind: 'string_too_short', message: 'short' }] } };
    const complaints = complaintsOfProblem(problem, definition);
    const parts = [['where'], ['where', 'conditions', 0], ['where', 'conditions', 2]];
    expect(complaintsAt(complaints, ['where', 'conditions', 0], parts)).toHaveLength(1);
    expect(complaintsAt(complaints, ['where'], parts)).toHaveLength(0);
    expect(complaintsAt(complaints, ['where', 'conditions', 2], parts)).toHaveLength(0);
  });

  it('are found by the code that leads nowhere', () => {
    const problem = { code: 'unknown_reference', facts: { kind: 'list', named: 'lst_1' } };
    expect(complaintsOfProblem(problem, definition)).toEqual([{ at: ['where', 'conditions', 1, 'condition', 'list'], kind: 'unknown_reference', message: 'lst_1' }]);
    expect(complaintsOfProblem({ code: 'unavailable', facts: {} }, definition)).toEqual([]);
  });
});

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    for (const value of [definition, [], {}, [1, -2.5e3, true, null, 'a"\\n{'], { a: [{ b: '中文' }] }]) {
      for (const indent of [0, 2]) expect(readJson(JSON.stringify(value, null, indent)).value).toEqual(value);
    }
  });

  it('knows the line of every value', () => {
    const text = JSON.stringify(definition, null, 2);
    const read = readJson(text);
    const line = lineOf(text, offsetOf(read, ['where', 'conditions', 0, 'event']));
    expect(text.split('\n')[line - 1]).toContain('"event"');
    expect(offsetOf(read, ['where', 'conditions', 0, 'missing'])).toBe(offsetOf(read, ['where', 'conditions', 0]));
  });

  it('says where the text stops being JSON', () => {
    for (const [text, line] of [['{\n  "a": 1,\n}', 3], ['{"a" 1}', 1], ['[1\n2]', 2], ['{"a": "b}', 1], ['1 2', 1], ['', 1]] as const) {
      try {
        readJson(text);
        expect.unreachable(text);
      } catch (error) {
        expect(error).toBeInstanceOf(JsonMistake);
        expect(lineOf(text, (error as JsonMistake).offset)).toBe(line);
      }
    }
  });
});

describe('checkDefinition', () => {
  it('points at what the builder could not hold', () => {
    expect(checkDefinition({ where: { kind: 'everybody' } })).toEqual({ at: ['where', 'kind'], kind: 'everybody' });
    expect(checkDefinition({})).toEqual({ at: ['where'] });
    expect(checkDefinition({ where: { kind: 'all', conditions: [{ kind: 'trait', name: 'a' }] } })).toEqual({ at: ['where', 'conditions', 0, 'compare'] });
    expect(checkDefinition({ where: { kind: 'did', event: 'a', where: [{ field: 'b' }] } })).toEqual({ at: ['where', 'where', 0] });
  });
});
