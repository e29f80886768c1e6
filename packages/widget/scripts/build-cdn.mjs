/**
 * Builds what browsers download: `dist/cdn/beckon.js` (a classic script) and beside it, under `widget/`, the runtime and the
 * parts that it loads later, each with the hash of its content in its name. `node scripts/build-cdn.mjs [FOLDER]`
 */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.argv[2] ?? `${root}dist/cdn`;

const shared = {
  root,
  configFile: false,
  logLevel: 'warn',
  resolve: { conditions: ['@beckon/source'] },
};

const built = await build({
  ...shared,
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    minify: 'oxc',
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { runtime: `${root}src/loader/runtime-entry.ts` },
      preserveEntrySignatures: 'allow-extension',
      output: { entryFileNames: 'widget/[name]-[hash].js', chunkFileNames: 'widget/[name]-[hash].js' },
    },
  },
});

const runtime = built.output.find((chunk) => chunk.isEntry);

await build({
  ...shared,
  define: { RUNTIME: JSON.stringify(runtime.fileName) },
  build: {
    outDir: out,
    emptyOutDir: false,
    target: 'es2020',
    minify: 'oxc',
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: `${root}src/loader/loader.ts`, output: { format: 'iife', entryFileNames: 'beckon.js' } },
  },
});
