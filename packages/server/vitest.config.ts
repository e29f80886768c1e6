import { testProject } from '../../tooling/vitest/base.ts';

export default testProject('server', { testTimeout: 60_000, hookTimeout: 60_000 });
