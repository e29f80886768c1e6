/**
 * Builds what browsers download: `dist/cdn/beckon.js` (a classic script) and beside it, under `widget/`, the runtime and the
 * parts that it loads later, each with the hash of its content in its name. Beside each stands what is sent of it (`.br`): nobody
 * waits for the best compression while a page loads. `node scripts/build-cdn.mjs [FOLDER]`
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'rolldown';
import { minify as rewrite } from 'rolldown/utils';
import { minify } from 'terser';
import { ownNames } from './own-names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dir = process.argv[2] ?? `${root}dist/cdn`;
const resolve = { conditionNames: ['@beckon/source', 'import', 'default'] };
/** That the minifier takes most of the build's time is known. */
const checks = { pluginTimings: false };

/** Short names for ours: no property of ours is one letter long, but for the `q` of the page's queue. */
const letters = [...'abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_'];
const shortNames = [...letters, ...letters.map((letter) => `a${letter}`)];
const nameCache = {
  props: { props: Object.fromEntries(ownNames.map((name, at) => [`$${name}`, shortNames[at]])) },
};

const shorten = (code) =>
  minify(code, {
    module: true,
    ecma: 2022,
    compress: { passes: 3, keep_fargs: false, unsafe_arrows: true, pure_getters: true },
    mangle: {
      properties: { regex: new RegExp(`^(${ownNames.join('|')})$`), keep_quoted: true, builtins: true },
    },
    nameCache: structuredClone(nameCache),
  }).then((made) => made.code);

/** Smaller than either minifier alone: each finds what the other leaves. Then short names for our properties. */
const smaller = {
  name: 'smaller',
  async renderChunk(code, { fileName }) {
    const first = await shorten(code);
    const second = await rewrite(fileName, first, {
      module: true,
      compress: { target: 'es2022' },
      mangle: true,
    });
    const third = await shorten(second.code);
    return { code: third, map: null };
  },
  /** What the later parts take from the runtime goes by the name that it has in there: no bytes for a second one. */
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle);
    const runtime = chunks.find(({ name, isEntry }) => isEntry && name === 'runtime');
    if (!runtime) return;
    const inside = new Map();
    runtime.code = runtime.code.replace(/(?<=export\{)[^}]*/, (list) =>
      list.replace(/([\w$]+) as ([\w$]+)/g, (entry, local, told) => {
        if (told === 'takeOver') return entry;
        inside.set(told, local);
        return local;
      }),
    );
    const from = `from"./${runtime.fileName.split('/').pop()}"`;
    for (const chunk of chunks)
      chunk.code = chunk.code.replace(/(?<=import\{)([^}]*)(?=\}(from"[^"]+"))/g, (list, _names, source) =>
        source === from
          ? list.replace(/([\w$]+)( as [\w$]+)?/g, (entry, told, as = ` as ${told}`) => {
              const local = inside.get(told) ?? told;
              return as === ` as ${local}` ? local : local + as;
            })
          : list,
      );
  },
};

await rm(dir, { recursive: true, force: true });

const runtime = await build({
  cwd: root,
  input: { runtime: 'src/loader/runtime-entry.ts' },
  resolve,
  checks,
  plugins: [smaller],
  transform: { target: 'es2022' },
  // What the later parts share with the runtime stays in it: one request, no chain of them.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir,
    format: 'es',
    minify: false,
    minifyInternalExports: false,
    entryFileNames: 'widget/[name]-[hash:6].js',
    chunkFileNames: 'widget/[name]-[hash:6].js',
  },
});

await build({
  cwd: root,
  input: 'src/loader/loader.ts',
  resolve,
  checks,
  plugins: [smaller],
  transform: {
    target: 'es2020',
    define: { RUNTIME: JSON.stringify(runtime.output.find((chunk) => chunk.isEntry).fileName) },
  },
  output: { dir, format: 'iife', minify: false, entryFileNames: 'beckon.js' },
});

for (const file of await readdir(dir, { recursive: true })) {
  // The best that brotli has is its default.
  if (file.endsWith('.js'))
    await writeFile(join(dir, `${file}.br`), brotliCompressSync(await readFile(join(dir, file))));
}
