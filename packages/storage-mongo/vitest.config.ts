import { testProject } from '../../tooling/vitest/base';

export default testProject('storage-mongo', { globalSetup: ['../../tooling/mongo/global-setup.ts'] });
