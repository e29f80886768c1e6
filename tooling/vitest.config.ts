import { testProject } from './vitest/base.ts';

export default testProject('tooling', { include: ['**/*.test.{ts,mjs}'] });
