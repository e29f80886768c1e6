import { testProject } from '../../tooling/vitest/base.ts';

export default testProject('create-beckon-plugin', { testTimeout: 600_000 });
