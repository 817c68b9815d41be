const files = import.meta.glob<string>(['../../../../docs/*.md', '../../../../docs/{tutorial,how-to,reference,why,decisions}/*.md'], { query: '?raw', import: 'default' });

const folder = '../../../../docs/';

/** Addresses of the pages of `docs/` that the console carries with it, such as `how-to/import-files`. */
export const docPaths: readonly string[] = Object.keys(files).map((file) => file.slice(folder.length, -'.md'.length));

/** The text of a page of `docs/`; undefined where there is no such page. */
export function loadDoc(path: string): Promise<string> | undefined {
  return files[`${folder}${path}.md`]?.();
}

/** Where a link in a document leads within the console; undefined where it leaves `docs/`. */
export function docAddress(from: string, link: string): string | undefined {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const { pathname, hash } = new URL(link, `http://docs/${from}`);
  const path = pathname.slice(1).replace(/\.md$/, '').replace(/\/$/, '/README');
  return docPaths.includes(path) ? `/help/docs/${path}${hash}` : undefined;
}
