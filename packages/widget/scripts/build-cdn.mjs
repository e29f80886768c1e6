/**
 * Builds what browsers download: `dist/cdn/beckon.js` (a classic script) and beside it, under `widget/`, the runtime and the
 * parts that it loads later, each with the hash of its content in its name. `node scripts/build-cdn.mjs [FOLDER]`
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { minify as rewrite } from 'rolldown/utils';
import { minify } from 'terser';
import { ownNames } from './own-names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dir = process.argv[2] ?? `${root}dist/cdn`;
const resolve = { conditionNames: ['@beckon/source', 'import', 'default'] };

/** Our names, by how often they are written: `a_` would cost a byte more than `a`, and no property of ours is one letter long. */
const letters = [...'abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_'];
const nameCache = {
  props: { props: Object.fromEntries(ownNames.map((name, at) => [`$${name}`, letters[at]])) },
};

/** Smaller than rolldown's own alone: several passes more, and short names for our properties. */
const smaller = {
  name: 'terser',
  async renderChunk(code, { fileName }) {
    const { code: first } = await rewrite(fileName, code, {
      module: true,
      compress: { target: 'es2022' },
      mangle: true,
    });
    const { code: small } = await minify(first, {
      module: true,
      ecma: 2022,
      compress: {
        passes: 3,
        keep_fargs: false,
        unsafe_arrows: true,
        unsafe_methods: true,
        pure_getters: true,
      },
      mangle: { properties: { regex: new RegExp(`^(${ownNames.join('|')})$`), keep_quoted: true } },
      nameCache: structuredClone(nameCache),
    });
    return { code: small, map: null };
  },
};

await rm(dir, { recursive: true, force: true });

const runtime = await build({
  cwd: root,
  input: { runtime: 'src/loader/runtime-entry.ts' },
  resolve,
  plugins: [smaller],
  transform: { target: 'es2022' },
  // What the later parts share with the runtime stays in it: one request, no chain of them.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir,
    format: 'es',
    minify: false,
    entryFileNames: 'widget/[name]-[hash:6].js',
    chunkFileNames: 'widget/[name]-[hash:6].js',
  },
});

await build({
  cwd: root,
  input: 'src/loader/loader.ts',
  resolve,
  plugins: [smaller],
  transform: {
    target: 'es2020',
    define: { RUNTIME: JSON.stringify(runtime.output.find((chunk) => chunk.isEntry).fileName) },
  },
  output: { dir, format: 'iife', minify: false, entryFileNames: 'beckon.js' },
});
