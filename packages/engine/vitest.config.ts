import { testProject } from '../../tooling/vitest/base.ts';

export default testProject('engine', { testTimeout: 120_000 });
