import { describe, expect, it } from 'vitest';
import { openDays, problemOf, spansOf, stretchesOf } from './hours';

describe('problemOf', () => {
  it('takes times by twos in rising order, and a last closing after midnight', () => {
    expect(problemOf([])).toBeNull();
    expect(problemOf(['09:00', '12:00', '14:00', '21:00'])).toBeNull();
    expect(problemOf(['18:00', '02:00'])).toBeNull();
    expect(problemOf(['11:00', '14:00', '17:00', '01:30'])).toBeNull();
  });

  it('says what is wrong', () => {
    expect(problemOf(['09:00', ''])).toBe('missing');
    expect(problemOf(['09:00'])).toBe('missing');
    expect(problemOf(['9:00', '25:00'])).toBe('missing');
    expect(problemOf(['09:00', '09:00'])).toBe('order');
    expect(problemOf(['09:00', '12:00', '11:00', '21:00'])).toBe('order');
    expect(problemOf(['18:00', '02:00', '03:00', '04:00'])).toBe('order');
  });
});

describe('stretchesOf', () => {
  it('joins days that follow each other with the same hours', () => {
    const day = ['09:00', '21:00'];
    expect(stretchesOf({ mon: day, tue: day, thu: day, fri: ['09:00', '22:00'], sun: [] })).toEqual([
      { first: 'mon', last: 'tue', times: day },
      { first: 'thu', last: 'thu', times: day },
      { first: 'fri', last: 'fri', times: ['09:00', '22:00'] },
    ]);
  });
});

it('sends open days only', () => {
  expect(openDays({ mon: ['09:00', '21:00'], tue: [] })).toEqual({ mon: ['09:00', '21:00'] });
});

it('keeps a time without its partner', () => {
  expect(spansOf(['09:00', '12:00', '14:00'])).toEqual([
    ['09:00', '12:00'],
    ['14:00', ''],
  ]);
});
