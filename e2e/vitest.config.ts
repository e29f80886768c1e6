import { testProject } from '../tooling/vitest/base.ts';

/** One file at a time: each has a server and browsers of its own, and nothing else should take their time. */
export default testProject('e2e', {
  fileParallelism: false,
  testTimeout: 90_000,
  hookTimeout: 90_000,
});
