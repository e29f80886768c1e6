/**
 * Builds what browsers download: `dist/cdn/beckon.js` (a classic script) and beside it, under `widget/`, the runtime and the
 * parts that it loads later, each with the hash of its content in its name. `node scripts/build-cdn.mjs [FOLDER]`
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const dir = process.argv[2] ?? `${root}dist/cdn`;
const resolve = { conditionNames: ['@beckon/source', 'import', 'default'] };

await rm(dir, { recursive: true, force: true });

const runtime = await build({
  cwd: root,
  input: { runtime: 'src/loader/runtime-entry.ts' },
  resolve,
  transform: { target: 'es2022' },
  // What the later parts share with the runtime stays in it: one request, no chain of them.
  preserveEntrySignatures: 'allow-extension',
  output: { dir, format: 'es', minify: true, entryFileNames: 'widget/[name]-[hash].js', chunkFileNames: 'widget/[name]-[hash].js' },
});

await build({
  cwd: root,
  input: 'src/loader/loader.ts',
  resolve,
  transform: { target: 'es2020', define: { RUNTIME: JSON.stringify(runtime.output.find((chunk) => chunk.isEntry).fileName) } },
  output: { dir, format: 'iife', minify: true, entryFileNames: 'beckon.js' },
});
