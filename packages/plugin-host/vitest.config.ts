import { testProject } from '../../tooling/vitest/base';

export default testProject('plugin-host');
