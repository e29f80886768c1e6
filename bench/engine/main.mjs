// Measures the engine beside hand-written closures and its peers, prints the table and keeps it under docs/benchmarks.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { measureChange, measureCold } from './compiling.mjs';
import { measureMatching } from './matching.mjs';
import { writeReport } from './report.mjs';
import { measureSpecializing } from './specializing.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? 3 : 7;
const ms = isQuick ? 5 : 8;
const say = (words) => process.stderr.write(`${words}\n`);

const workloads = [
  { title: 'typical', kind: 'typical', fresh: false, withPeers: true },
  { title: 'typical, facts never repeat', kind: 'typical', fresh: true, withPeers: false },
  { title: 'wide', kind: 'wide', fresh: false, withPeers: false },
  { title: 'wide, facts never repeat', kind: 'wide', fresh: true, withPeers: false },
];

/** The browser form as a bundler makes it, with what is behind it. */
async function measureBrowser() {
  // esbuild comes with tsup, which builds the package.
  const fromEngine = createRequire(join(root, 'packages/engine/package.json'));
  const { build } = createRequire(fromEngine.resolve('tsup'))('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(root, 'packages/engine/src/browser.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return brotliCompressSync(outputFiles[0].contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
    .length;
}

const matching = [];
for (const { title, ...workload } of workloads) {
  const sizes = [];
  for (const size of [10, 100, 1000, 10_000]) {
    say(`matching, ${title}, ${size} rules`);
    sizes.push({ size, ...(await measureMatching({ ...workload, size, rounds, ms })) });
  }
  matching.push({ title, sizes });
}
const cold = [100, 1000, 10_000].map((size) => {
  say(`compiling in a cold process, ${size} rules`);
  return { size, ...measureCold(size, rounds) };
});
say('changing one rule of 10,000');
const change = measureChange(10_000, rounds);
say('specialising');
const specializing = measureSpecializing('typical', 1000, rounds * 2);

const report = writeReport({
  date: new Date().toISOString().slice(0, 10),
  machine: `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}`,
  matching,
  cold,
  change,
  specializing,
  browserBytes: await measureBrowser(),
});
console.log(report);
if (!isQuick) {
  mkdirSync(join(root, 'docs/benchmarks'), { recursive: true });
  writeFileSync(join(root, 'docs/benchmarks/engine.md'), report);
  say('Kept as docs/benchmarks/engine.md.');
}
