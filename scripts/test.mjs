// `npm test`: installs everything, builds, runs every test, and ends with the sum over all suites.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireNode } from './node-version.mjs';
import { pnpm } from './pnpm.mjs';
import { root } from './workspace.mjs';

requireNode();

function must(label, code) {
  if (code === 0) return;
  console.error(`${label} failed.`);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

must('Installing', pnpm(['install', '--frozen-lockfile', '--trust-lockfile', '--prefer-offline']));
must('Building', pnpm(['exec', 'turbo', 'run', 'build', '--output-logs=errors-only']));

const reports = join(root, '.cache', 'test-reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const skipped = [];

/** One vitest run; adds its counts. A run that dies without a report, or fails outside of any test, counts as one failed. */
function run(name, args) {
  const report = join(reports, `${name}.json`);
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  let failed = 0;
  if (existsSync(report)) {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    total.passed += result.numPassedTests;
    failed = result.numFailedTests;
    total.skipped += result.numPendingTests + result.numTodoTests;
    for (const file of result.testResults)
      for (const test of file.assertionResults)
        if (test.status === 'skipped' || test.status === 'pending') skipped.push(test.fullName);
  }
  if (status !== 0 && failed === 0) failed = 1;
  total.failed += failed;
}

run('unit', ['--config', 'vitest.config.ts']);
run('e2e', ['--root', 'e2e']);

if (skipped.length > 0)
  console.log(
    `\nSkipped (the reason stands in each name):\n${skipped.map((name) => `  ${name}`).join('\n')}`,
  );
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
