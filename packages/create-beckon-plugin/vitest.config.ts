import { testProject } from '../../tooling/vitest/base.ts';

export default testProject('create-beckon-plugin', { testTimeout: 120_000 });
