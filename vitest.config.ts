import { defineConfig } from 'vitest/config';

/** Unit and contract tests of every package; `npm test` runs the end-to-end tests after them, alone, so that nothing disturbs their timing. */
export default defineConfig({
  test: {
    projects: [
      'packages/*/vitest.config.ts',
      'plugins/*/vitest.config.ts',
      'apps/*/vitest.config.ts',
      'tooling/vitest.config.ts',
    ],
    maxWorkers: 2,
  },
});
