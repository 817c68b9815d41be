import { describe, expect, it } from 'vitest';
import { doneSteps, nextStep, type Facts } from './facts';
import { snippetNames, snippets } from './snippets';

const empty: Facts = { brandName: 'siyu', eventsSeen: 0, importStates: [], segments: 0, messages: 0 };

describe('the first steps', () => {
  it('tick themselves from facts', () => {
    expect(nextStep(doneSteps(empty))).toBe('brand');
    expect(nextStep(doneSteps({ ...empty, brandName: '茶小山' }))).toBe('data');
    expect(nextStep(doneSteps({ ...empty, brandName: '茶小山', eventsSeen: 1 }))).toBe('segment');
    expect(nextStep(doneSteps({ brandName: '茶小山', eventsSeen: 1, importStates: [], segments: 1, messages: 1 }))).toBeUndefined();
  });

  it('take a finished file for data, not one that is on its way', () => {
    expect(doneSteps({ ...empty, importStates: ['running', 'failed'] }).data).toBe(false);
    expect(doneSteps({ ...empty, importStates: ['running', 'done'] }).data).toBe(true);
  });

  it('hand out snippets with the key and where to send', () => {
    for (const name of snippetNames) {
      expect(snippets[name]('wk_1', 'https://siyu.example.com')).toContain('wk_1');
      expect(snippets[name]('wk_1', 'https://siyu.example.com')).toContain('https://siyu.example.com');
    }
  });
});
