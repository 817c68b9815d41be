import { describe, expect, it } from 'vitest';
import { isClosed, propertyRows, schemaFrom, withClosed, without, withRequired, withSeen, withTypes } from './eventSchema';

const seen = (name: string, types: string[]) => ({ name, types, examples: ['x'], first_seen_at: '', last_seen_at: '' });
const schema = { type: 'object', properties: { price: { type: ['integer', 'null'] }, sku: { type: 'string', pattern: '^A' } }, required: ['sku'] };

describe('propertyRows', () => {
  it('joins what is planned with what was seen', () => {
    const rows = propertyRows(schema, [seen('price', ['integer']), seen('color', ['string'])]);
    expect(rows.map((row) => [row.name, row.planned, row.required, row.detailed, row.types, row.seen?.types ?? null])).toEqual([
      ['color', false, false, false, [], ['string']],
      ['price', true, false, false, ['integer', 'null'], ['integer']],
      ['sku', true, true, true, ['string'], null],
    ]);
  });

  it('reads a schema that says nothing', () => {
    expect(propertyRows({}, [])).toEqual([]);
    expect(propertyRows({ properties: { a: true }, required: ['b'] }, []).map((row) => row.name)).toEqual(['a', 'b']);
  });
});

describe('changes', () => {
  it('set types and keep what else a rule says', () => {
    expect(withTypes(schema, 'sku', ['string', 'integer']).properties).toMatchObject({ sku: { type: ['string', 'integer'], pattern: '^A' } });
    expect(withTypes(schema, 'price', []).properties).toMatchObject({ price: {} });
    expect(withTypes({}, 'a', ['string'])).toEqual({ type: 'object', properties: { a: { type: 'string' } } });
  });

  it('set what is required', () => {
    expect(withRequired(schema, 'price', true).required).toEqual(['sku', 'price']);
    expect(withRequired(schema, 'sku', false)).not.toHaveProperty('required');
  });

  it('take in and take out', () => {
    expect(withSeen({}, seen('n', ['integer', 'null'])).properties).toEqual({ n: { type: ['integer', 'null'] } });
    expect(without(schema, 'sku')).toEqual({ type: 'object', properties: { price: { type: ['integer', 'null'] } } });
  });

  it('close and open', () => {
    expect(isClosed(withClosed(schema, true))).toBe(true);
    expect(withClosed(withClosed(schema, true), false)).toEqual(schema);
  });
});

describe('schemaFrom', () => {
  it('takes an object only', () => {
    expect(schemaFrom('{"type":"object"}')).toEqual({ type: 'object' });
    for (const text of ['', '{', '[]', '1', 'null']) expect(schemaFrom(text)).toBeNull();
  });
});
