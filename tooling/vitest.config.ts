import { testProject } from './vitest/base';

export default testProject('tooling', { include: ['**/*.test.{ts,mjs}'] });
