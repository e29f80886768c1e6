import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

/** Bytes (brotli) that a plugin's browser module may have. */
export const BROWSER_BUDGET = 2048;

/** The little of esbuild that is used here. */
interface Bundler {
  build(settings: object): Promise<{
    outputFiles: { text: string }[];
    metafile: { outputs: Record<string, { imports: { path: string; external?: boolean }[] }> };
  }>;
}

/** Finds esbuild beside the plugin: installed by itself, or as a part of tsup. */
async function findBundler(file: string): Promise<Bundler> {
  const near = createRequire(file);
  const places = [
    () => near.resolve('esbuild'),
    () => createRequire(near.resolve('tsup')).resolve('esbuild'),
  ];
  for (const place of places) {
    try {
      const found = (await import(/* @vite-ignore */ pathToFileURL(place()).href)) as Bundler & {
        default?: Bundler;
      };
      return found.default ?? found;
    } catch {
      // Then it is in the next place, or nowhere.
    }
  }
  throw new Error(
    `"${file}" is not built, and neither tsup nor esbuild is installed to build it: run the build before the tests.`,
  );
}

/**
 * The size of a browser module as visitors load it, in bytes (brotli), and what it imports at run time. If only its source
 * is there (`browser.ts` in place of `browser.js`), it is bundled first.
 */
export async function measureBrowserModule(module: URL): Promise<{ bytes: number; imports: string[] }> {
  const file = fileURLToPath(module);
  if (existsSync(file)) {
    const text = await readFile(file, 'utf8');
    return {
      bytes: brotliCompressSync(text).length,
      imports: [
        ...text.matchAll(
          /(?:^|[;}\s])(?:import|export)[^'"();]*?from\s*["']([^"']+)["']|(?:^|[;}])import\s*["']([^"']+)["']/gm,
        ),
      ].map((match) => match[1] ?? match[2] ?? ''),
    };
  }
  const source = file.replace(/\.js$/, '.ts');
  if (!existsSync(source))
    throw new Error(`There is neither "${file}" nor "${source}": correct "browser.module" of the plugin.`);
  const bundler = await findBundler(source);
  const { outputFiles, metafile } = await bundler.build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    platform: 'browser',
    target: 'es2022',
    conditions: ['@beckon/source'],
    metafile: true,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  return { bytes: brotliCompressSync(outputFiles[0]?.text ?? '').length, imports };
}
