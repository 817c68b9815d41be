import { describe, expect, it } from 'vitest';
import { detectableRise, powerOf } from './power';

describe('detectableRise', () => {
  it('turns round the sample sizes that the equation gives', () => {
    // Equation 4.14 by hand: 0.10 against 0.20 needs 199 each, 0.05 against 0.10 needs 435 each.
    expect(detectableRise(0.1, 199, 199)).toBeCloseTo(0.1, 3);
    expect(detectableRise(0.05, 435, 435)).toBeCloseTo(0.05, 3);
  });

  it('agrees with what the server says of a result, groups unequal', () => {
    expect(detectableRise(0.05, 11_167, 1241)).toBeCloseTo(0.020390666787, 9);
    expect(detectableRise(0.02, 90_000, 10_000)).toBeCloseTo(0.00441560177, 9);
  });

  it('falls with every person added, on either side', () => {
    const few = detectableRise(0.05, 1000, 100) ?? 0;
    const more = detectableRise(0.05, 1000, 200) ?? 0;
    const most = detectableRise(0.05, 9000, 200) ?? 0;
    expect(few).toBeGreaterThan(more);
    expect(more).toBeGreaterThan(most);
  });

  it('has no answer where nobody is held out, or too few to tell anything', () => {
    expect(detectableRise(0.05, 1000, 0)).toBeNull();
    expect(detectableRise(0.9, 5, 5)).toBeNull();
    expect(detectableRise(1, 1000, 1000)).toBeNull();
  });
});

describe('powerOf', () => {
  it('deals an audience out and says what must be reached', () => {
    const power = powerOf(12_408, 10, 0.05);
    expect([power.heldOut, power.sent]).toEqual([1241, 11_167]);
    expect(power.raised).toBeCloseTo(0.05 + (power.rise ?? 0), 9);
    expect(power.rise).toBeGreaterThan(0.01);
    expect(power.rise).toBeLessThan(0.03);
  });
});
