import { testProject } from '../../tooling/vitest/base.ts';

export default testProject('client', { testTimeout: 60_000, hookTimeout: 60_000 });
