/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.SIYU_CONSOLE_SERVER ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
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
            // One request brings a whole language, whatever number of features speak it.
            { name: 'language-zh-CN', test: /locales\/zh-CN\.json$/ },
            { name: 'language-en', test: /locales\/en\.json$/ },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
          ],
        },
      },
    },
  },
  test: { environment: 'jsdom', setupFiles: ['src/test-setup.ts'], include: ['src/**/*.test.{ts,tsx}'] },
});
