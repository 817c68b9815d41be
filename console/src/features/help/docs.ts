const files = import.meta.glob<string>(['../../../../docs/*.md', '../../../../docs/{tutorial,how-to,reference,why,decisions}/*.md'], { query: '?raw', import: 'default' });
const pictures = import.meta.glob<string>('../../../../docs/pictures/*.webp', { query: '?url', import: 'default', eager: true });

const folder = '../../../../docs/';
const ending = /(\.zh-CN)?\.md$/;

/** Addresses of the pages of `docs/` that the console carries with it, such as `how-to/import-files`. */
export const docPaths: readonly string[] = [...new Set(Object.keys(files).map((file) => file.slice(folder.length).replace(ending, '')))];

/** The text of a page of `docs/` in a language where it has been written in it, else in English; undefined where there is no such page. */
export function loadDoc(path: string, language: string): Promise<string> | undefined {
  return (files[translated(path, language)] ?? files[`${folder}${path}.md`])?.();
}

/** Whether a page of `docs/` speaks this language. */
export function isWrittenIn(path: string, language: string): boolean {
  return language === 'en' || translated(path, language) in files;
}

function translated(path: string, language: string): string {
  return `${folder}${path}.${language}.md`;
}

/** Where a link in a document leads within the console; undefined where it leaves `docs/`. */
export function docAddress(from: string, link: string): string | undefined {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const { pathname, hash } = new URL(link, `http://docs/${from}`);
  const path = pathname.slice(1).replace(ending, '').replace(/\/$/, '/README');
  return docPaths.includes(path) ? `/help/docs/${path}${hash}` : undefined;
}

/** Where the browser finds a picture of a document; undefined where the console does not carry it. */
export function pictureAddress(from: string, link: string): string | undefined {
  return pictures[folder + new URL(link, `http://docs/${from}`).pathname.slice(1)];
}
