// Prints the gzipped script and style that the browser needs before any route, the words of one language among it, and
// fails above the limit; with --pages also what each page adds, its words among it.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const limitKb = 300;
const language = 'zh-CN';
const web = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'siyu', 'app', 'web');
const manifest = JSON.parse(readFileSync(join(web, '.vite', 'manifest.json'), 'utf8'));

const base = reachable(['index.html'], new Set());
const first = reachable([`src/app/locales/frame.${language}.ts`], new Set(base));
report('first load, one language', first);
for (const [key, chunk] of Object.entries(manifest)) {
  if (process.argv.includes('--pages') && chunk.isDynamicEntry && /Page\.tsx$/.test(key)) {
    const words = `src/features/${key.split('/')[2]}/locales/${language}.json`;
    const added = [...reachable([key, words], new Set())].filter((each) => !first.has(each));
    report(`  + ${key.split('/').at(-1).replace('.tsx', '')}`, added);
  }
}
const total = sizeOf([...first].map((key) => manifest[key].file));
if (total > limitKb * 1000) {
  console.error(`First load is above ${limitKb} kB`);
  process.exit(1);
}

function reachable(keys, into) {
  for (const key of keys) {
    if (into.has(key)) continue;
    into.add(key);
    reachable(manifest[key].imports ?? [], into);
  }
  return into;
}

function report(name, keys) {
  const scripts = [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));
  const styles = [...keys].flatMap((key) => manifest[key].css ?? []);
  console.log(`${name.padEnd(28)} ${kb(sizeOf(scripts))} kB script, ${kb(sizeOf(styles))} kB style (gzip)`);
}

function sizeOf(files) {
  return [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(web, file))).length, 0);
}

function kb(bytes) {
  return (bytes / 1000).toFixed(1);
}
