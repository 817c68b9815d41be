import type { Template, TemplateParts } from '../types';
import type { TemplateWords } from './templateQueries';

/** Words being written, and whether they differ from what is kept. */
export interface WordsState extends TemplateWords {
  templateId: string | null;
}

export const partNames = ['subject', 'text', 'html', 'link'] as const;

export type PartName = (typeof partNames)[number];

export const noParts: Required<TemplateParts> = { subject: '', text: '', html: '', link: '' };

export function partsOf(words: TemplateParts | null | undefined): Required<TemplateParts> {
  return { subject: words?.subject ?? '', text: words?.text ?? '', html: words?.html ?? '', link: words?.link ?? '' };
}

export function wordsOf(template: Template): WordsState {
  return { templateId: template.id, name: template.name, kind: template.kind, language: template.language, ...partsOf(template) };
}

export function newWords(kind: string, language: string): WordsState {
  return { templateId: null, name: '', kind, language, ...noParts };
}

/** Whether the words differ from those kept. */
export function differs(one: TemplateWords, other: TemplateWords): boolean {
  return one.name !== other.name || one.language !== other.language || partNames.some((part) => one[part] !== other[part]);
}

/** Text with a piece put where the caret stands or over what is marked, and where the caret is then. */
export function insertedAt(text: string, start: number, end: number, piece: string): { text: string; caret: number } {
  const from = Math.max(0, Math.min(start, end, text.length));
  const to = Math.min(text.length, Math.max(start, end));
  return { text: text.slice(0, from) + piece + text.slice(to), caret: from + piece.length };
}

/** A value of the vocabulary as a template says it; one that somebody may lack gets a word to stand in. */
export function expressionFor(name: string, standIn: string): string {
  const own = name === 'link' || name === 'unsubscribe_url' || name === 'brand.name' || name === 'campaign.name' || name === 'person.code';
  return own ? `{{ ${name} }}` : `{{ ${name} | default("${standIn.replaceAll('"', '')}") }}`;
}

/** A template's source for reading over: each value it says as its name, in brackets; conditions left out. */
export function spokenWords(source: string, nameOf: (value: string) => string): string {
  return source
    .replaceAll(/{%.*?%}|{#.*?#}/gs, '')
    .replaceAll(/{{\s*([\w.]+).*?}}/gs, (_, value: string) => `[${nameOf(value)}]`)
    .trim();
}

export interface Mistake {
  part: string;
  line: number;
  column: number;
  message: string;
}

/** The mistakes that a refused template names. */
export function mistakesIn(facts: Readonly<Record<string, unknown>>): Mistake[] {
  const { problems } = facts;
  if (!Array.isArray(problems)) return [];
  return problems.flatMap((each: Partial<Mistake> | null) =>
    each && typeof each.part === 'string' && typeof each.message === 'string' ? [{ part: each.part, line: each.line ?? 1, column: each.column ?? 1, message: each.message }] : [],
  );
}
