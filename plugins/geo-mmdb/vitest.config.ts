import { testProject } from '../../tooling/vitest/base';

export default testProject('geo-mmdb');
