/// <reference types="vitest/config" />
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env.SIYU_CONSOLE_SERVER ?? 'http://127.0.0.1:8000';

/** A packed twin beside each script and style: the server hands it out instead of packing at each request. */
function packed(): Plugin {
  return {
    name: 'siyu:packed',
    apply: 'build',
    writeBundle: ({ dir }) => {
      const assets = join(dir ?? '', 'assets');
      for (const name of readdirSync(assets).filter((each) => /\.(js|css|svg)$/.test(each))) {
        const plain = readFileSync(join(assets, name));
        if (plain.length > 1000) writeFileSync(join(assets, `${name}.gz`), gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

/** Imports by which antd would bring to the first page what only later ones use: from where, what, and what comes instead. */
const detours = [
  // Of the forms, the frame needs one context.
  ['antd/es/form/context.js', '@rc-component/form', 'node_modules/@rc-component/form/es/FormContext.js'],
  // Of the colour picker, buttons need one sum; its folding panels come when a picker is shown.
  ['antd/es/color-picker/components/ColorPresets.js', '../../collapse', 'src/app/lateCollapse.ts'],
] as const;

function detoured(): Plugin {
  return {
    name: 'siyu:detoured',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer = '') => {
      const found = detours.find(([from, what]) => source === what && importer.replaceAll('\\', '/').endsWith(from));
      return found && fileURLToPath(new URL(found[2], import.meta.url));
    },
  };
}

export default defineConfig({
  plugins: [react(), detoured(), packed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The documents lie beside the console: the help page shows them, tests run their examples.
  server: { proxy: { '/api': server, '/v1': server }, fs: { allow: ['..'] } },
  build: {
    outDir: '../siyu/app/web',
    emptyOutDir: true,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\//, priority: 1 },
            // All else that stands on the way to the first page is one request, and packs better than fifty small ones.
            { name: 'frame', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  // A calendar takes a second to draw in jsdom, and ten on a machine that does other things as well.
  test: { environment: 'jsdom', setupFiles: ['src/test-setup.ts'], include: ['src/**/*.test.{ts,tsx}'], testTimeout: 60_000, hookTimeout: 60_000 },
});
