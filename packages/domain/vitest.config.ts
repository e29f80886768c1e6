import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import { testProject } from '../../tooling/vitest/base.ts';

// The tests run on a real storage, which depends on this package: named here, for as a dependency it would be a circle.
export default mergeConfig(testProject('domain'), {
  resolve: {
    alias: {
      '@beckon/storage-sqlite': fileURLToPath(new URL('../storage-sqlite/src/index.ts', import.meta.url)),
    },
  },
});
