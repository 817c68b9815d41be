import { describe, expect, it } from 'vitest';
import type { OrgNode } from '@/page/orgTree';
import { frameOf, placedOf, plotOf, roomyLabels, ticks } from './mapPlot';

function store(id: string, longitude: number | null, latitude: number | null): OrgNode {
  return { id, kind: 'store', parent_id: null, name: id, external_code: null, address: null, longitude, latitude, ancestor_ids: [] };
}

const shanghai = store('上海店', 121.47, 31.23);
const beijing = store('北京店', 116.4, 39.9);

describe('plotOf', () => {
  it('leaves out who has no place, and keeps all others inside with north up and east right', () => {
    const places = placedOf([shanghai, beijing, store('nowhere', null, null)]);
    const plot = plotOf(places, 1000, 500);
    expect(places).toHaveLength(2);
    for (const place of places) {
      expect(plot.x(place.longitude)).toBeGreaterThan(0);
      expect(plot.x(place.longitude)).toBeLessThan(1000);
      expect(plot.y(place.latitude)).toBeGreaterThan(0);
      expect(plot.y(place.latitude)).toBeLessThan(500);
    }
    expect(plot.x(121.47)).toBeGreaterThan(plot.x(116.4));
    expect(plot.y(39.9)).toBeLessThan(plot.y(31.23));
  });

  it('draws a degree of longitude shorter than one of latitude, as the globe has it', () => {
    const plot = plotOf(placedOf([shanghai, beijing]), 1000, 500);
    const east = plot.x(121) - plot.x(120);
    const north = plot.y(31) - plot.y(32);
    expect(east / north).toBeCloseTo(Math.cos((35.565 * Math.PI) / 180), 2);
  });

  it('gives a single store some streets around it', () => {
    const frame = frameOf(placedOf([shanghai]));
    expect(frame.east - frame.west).toBeCloseTo(0.02);
    const plot = plotOf(placedOf([shanghai]), 1000, 500);
    expect(plot.x(121.47)).toBeCloseTo(500);
  });
});

describe('ticks', () => {
  it('are round and within', () => {
    expect(ticks(115.2, 122.9)).toEqual([116, 118, 120, 122]);
    expect(ticks(121.461, 121.479)).toEqual([121.465, 121.47, 121.475]);
    expect(ticks(-1.5, 1.5, 3)).toEqual([-1, 0, 1]);
  });
});

describe('roomyLabels', () => {
  it('writes a name at the left where the right is taken, and none where both are', () => {
    const near = [store('隔壁店', 121.4701, 31.2301), store('楼上店', 121.4699, 31.2299)];
    const places = placedOf([shanghai, ...near, beijing]);
    expect([...roomyLabels(places, plotOf(places, 1000, 500))]).toEqual([
      ['上海店', 'right'],
      ['隔壁店', 'left'],
      ['北京店', 'right'],
    ]);
  });

  it('writes towards the middle at the edge of the picture', () => {
    const places = placedOf([shanghai, store('杭州', 120.2, 31)]);
    const plot = plotOf(places, 300, 300);
    expect(roomyLabels(places, { ...plot, width: plot.x(121.47) + 20 }).get('上海店')).toBe('left');
  });
});
