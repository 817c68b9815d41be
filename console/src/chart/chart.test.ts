import { describe, expect, it } from 'vitest';
import { csvOf } from './csv';
import { funnelFigure, heatFigure, lineFigure } from './figures';
import { sparkPath } from './sparkPath';

describe('csvOf', () => {
  it('quotes what needs it and leaves figures exact', () => {
    const table = { columns: [{ key: 'a', title: 'Day, "local"' }, { key: 'b', title: 'People' }], rows: [{ a: '10-16', b: 1284.5 }, { a: null, b: 0 }] };
    expect(csvOf(table)).toBe('"Day, ""local""",People\r\n10-16,1284.5\r\n,0\r\n');
  });

  it('keeps a formula from running', () => {
    expect(csvOf({ columns: [{ key: 'a', title: '=x' }], rows: [{ a: '=1+1' }, { a: -1 }] })).toBe("'=x\r\n'=1+1\r\n-1\r\n");
  });
});

describe('figures', () => {
  it('carry the rows behind the picture', () => {
    const { table } = lineFigure({ by: 'Day', categories: ['1', '2'], series: [{ name: 'A', values: [5, null] }, { name: 'B', values: [1, 2] }] });
    expect(table.columns.map((column) => column.title)).toEqual(['Day', 'A', 'B']);
    expect(table.rows).toEqual([{ category: '1', s0: 5, s1: 1 }, { category: '2', s0: null, s1: 2 }]);
  });

  it('say the shares of a funnel, of nothing none', () => {
    const titles = { step: 's', value: 'v', ofFirst: 'f', ofPrevious: 'p' };
    const rows = funnelFigure({ titles, steps: [{ name: 'a', value: 200 }, { name: 'b', value: 50 }, { name: 'c', value: 25 }] }).table.rows;
    expect(rows.map((row) => [row.ofFirst, row.ofPrevious])).toEqual([[100, 100], [25, 25], [12.5, 50]]);
    expect(funnelFigure({ titles, steps: [{ name: 'a', value: 0 }] }).table.rows[0]?.ofFirst).toBeNull();
  });

  it('keep the empty cells of a heat map in the table', () => {
    const { table } = heatFigure({ by: 'Week', rows: ['w1', 'w2'], columns: ['0', '1'], values: [[1, 0.5], [1, null]] });
    expect(table.rows[1]).toEqual({ row: 'w2', c0: 1, c1: null });
  });
});

describe('sparkPath', () => {
  it('spans the box from the least to the greatest', () => {
    expect(sparkPath([0, 10], 26, 16).line).toBe('M3 13L23 3');
  });

  it('lies in the middle where nothing changes', () => {
    expect(sparkPath([4, 4], 26, 16).line).toBe('M3 8L23 8');
  });
});
