import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';

interface Bundler {
  build(
    options: Record<string, unknown>,
  ): Promise<{ readonly outputFiles: readonly { readonly contents: Uint8Array; readonly text: string }[] }>;
}

/** The bundler that builds this package. */
function bundler(): Bundler {
  const require = createRequire(import.meta.url);
  return createRequire(require.resolve('tsup'))('esbuild') as Bundler;
}

it('the entry for browsers is at most 2,000 bytes, minified and compressed', async () => {
  const entry = fileURLToPath(new URL('../browser.ts', import.meta.url));
  const { outputFiles } = await bundler().build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  const [{ contents, text }] = outputFiles as [(typeof outputFiles)[0]];
  expect(brotliCompressSync(contents).length).toBeLessThanOrEqual(2000);
  expect(text).not.toMatch(/\beval\b|\bFunction\(/);
});
