import { describe, expect, it } from 'vitest';
import { healthOf } from './health';
import { emptyOf, fieldsOf, sentValues, startingValues } from './schemaFields';

const schema = {
  type: 'object',
  required: ['host', 'from_address'],
  properties: {
    host: { type: 'string', maxLength: 253, title: 'SMTP server' },
    from_address: { type: 'string' },
    port: { type: 'integer', minimum: 1, maximum: 65535, default: 587 },
    security: { enum: ['starttls', 'tls'], default: 'starttls' },
    open_rate: { type: 'number', minimum: 0, maximum: 1, default: 0 },
    needs_address: { type: 'boolean' },
  },
};

describe('fieldsOf', () => {
  it('finds for every property the field that suits it', () => {
    const fields = fieldsOf(schema);
    expect(fields.map((field) => field.kind)).toEqual(['text', 'text', 'number', 'choice', 'share', 'switch']);
    expect(fields[0]).toMatchObject({ title: 'SMTP server', required: true, lengthMax: 253 });
    expect(fields[3]?.choices).toEqual(['starttls', 'tls']);
    expect(fieldsOf({})).toEqual([]);
  });

  it('hides among secrets whatever is not said to be none', () => {
    const secrets = { properties: { username: { type: 'string', 'x-secret': false }, password: { type: 'string' } } };
    expect(fieldsOf(secrets).map(({ name, hidden }) => [name, hidden])).toEqual([
      ['username', false],
      ['password', true],
    ]);
  });
});

describe('values', () => {
  const fields = fieldsOf(schema);

  it('start with what is kept, else with the default', () => {
    expect(startingValues(fields, { port: 25 })).toEqual({ host: undefined, from_address: undefined, port: 25, security: 'starttls', open_rate: 0, needs_address: false });
  });

  it('are sent without blanks and without what is empty', () => {
    const values = { ...startingValues(fields), host: ' m.cn ', from_address: '  ' };
    expect(sentValues(fields, values)).toEqual({ host: 'm.cn', port: 587, security: 'starttls', open_rate: 0, needs_address: false });
    expect(emptyOf(fields, values)).toEqual(['from_address']);
  });
});

describe('healthOf', () => {
  const health = { ok: true, healthy_at: null, failing_since: null, failures: 0, last_error: '', retry_at: null };

  it('tells apart what works, what was never tried, what fails and what is off', () => {
    expect(healthOf({ state: 'active', health })).toBe('unused');
    expect(healthOf({ state: 'active', health: { ...health, healthy_at: '2026-11-22T00:00:00Z' } })).toBe('fine');
    expect(healthOf({ state: 'active', health: { ...health, ok: false } })).toBe('failing');
    expect(healthOf({ state: 'off', health: { ...health, ok: false } })).toBe('off');
  });
});
