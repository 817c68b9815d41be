import { describe, expect, it } from 'vitest';
import { docAddress, docPaths, isWrittenIn, loadDoc, pictureAddress } from './docs';
import { allHowTos, howToOf } from './howTos';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';
import { readBlocks, readInline } from './markdown';

describe('a how-to', () => {
  it('belongs to a page and all below it, the nearest first', () => {
    expect(howToOf('/people/per_1')?.key).toBe('people');
    expect(howToOf('/people/conflicts')?.key).toBe('conflicts');
    expect(howToOf('/peoples')).toBeUndefined();
  });

  it.each(allHowTos.map((howTo) => [howTo.key, howTo] as const))('%s has steps and documents that exist', (key, { docs }) => {
    for (const texts of [zh, en]) {
      expect(texts.howTo).toHaveProperty(key);
      for (const path of docs) expect(texts.docs).toHaveProperty([path.replace(/^.*\//, '')]);
    }
    for (const path of docs) expect(docPaths).toContain(path);
  });
});

describe('documents', () => {
  it('come with the console', async () => {
    expect(await loadDoc('how-to/import-files', 'en')).toMatch(/^# Import files/);
    expect(loadDoc('../package', 'en')).toBeUndefined();
  });

  it('speak Chinese where they have been written in it, English elsewhere', async () => {
    expect(await loadDoc('tutorial/first-segment', 'zh-CN')).toMatch(/^# 从一份文件/);
    expect(await loadDoc('tutorial/first-segment', 'en')).toMatch(/^# From a file/);
    expect(isWrittenIn('tutorial/first-segment', 'zh-CN')).toBe(true);
    expect(isWrittenIn('reference/settings', 'zh-CN')).toBe(false);
    expect(await loadDoc('reference/settings', 'zh-CN')).toMatch(/^# /);
    expect(docPaths.filter((path) => path.includes('zh-CN'))).toEqual([]);
  });

  it('have pictures that the console carries, in every language', async () => {
    for (const path of docPaths) {
      for (const language of ['en', 'zh-CN']) {
        for (const block of readBlocks((await loadDoc(path, language)) ?? '')) {
          if (block.kind === 'picture') expect(pictureAddress(path, block.to), `${path}: ${block.to}`).toBeDefined();
        }
      }
    }
  });

  it('lead to each other within the console', () => {
    expect(docAddress('how-to/import-files', '../glossary.md')).toBe('/help/docs/glossary');
    expect(docAddress('tutorial/first-segment', '../how-to/import-files.zh-CN.md')).toBe('/help/docs/how-to/import-files');
    expect(docAddress('README', 'how-to/README.md#x')).toBe('/help/docs/how-to/README#x');
    expect(docAddress('README', 'https://example.com')).toBeUndefined();
    expect(docAddress('README', '../ARCHITECTURE.md')).toBeUndefined();
  });

  it('are read whole', async () => {
    for (const path of docPaths) {
      for (const language of ['en', 'zh-CN']) {
        const blocks = readBlocks((await loadDoc(path, language)) ?? '');
        expect(blocks[0]).toMatchObject({ kind: 'heading' });
      }
    }
  });
});

describe('Markdown', () => {
  it('has headings, paragraphs, lists, code and tables', () => {
    const source = '# A\n\none\ntwo\n\n![c](../d.webp)\n\n- x\n  more\n- y\n\n```sh\nrun\n```\n\n| a | b |\n|---|---|\n| 1 | `x\\|y` |\n\n    code\n';
    expect(readBlocks(source)).toEqual([
      { kind: 'heading', level: 1, text: 'A' },
      { kind: 'paragraph', text: 'one two' },
      { kind: 'picture', text: 'c', to: '../d.webp' },
      { kind: 'list', ordered: false, items: ['x more', 'y'] },
      { kind: 'code', text: 'run' },
      { kind: 'table', head: ['a', 'b'], rows: [['1', '`x|y`']] },
      { kind: 'code', text: 'code' },
    ]);
  });

  it('has code, links and emphasis within a line', () => {
    expect(readInline('a `b` [c](d.md) **e** *f*')).toEqual([
      'a ',
      { kind: 'code', text: 'b' },
      ' ',
      { kind: 'link', text: 'c', to: 'd.md' },
      ' ',
      { kind: 'strong', text: 'e' },
      ' ',
      { kind: 'em', text: 'f' },
    ]);
  });
});
