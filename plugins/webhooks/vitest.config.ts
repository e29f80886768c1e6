import { testProject } from '../../tooling/vitest/base.ts';

export default testProject('webhooks');
