import { defineConfig } from 'vitest/config';

/** What every vitest project of ours shares: sources are read directly, so that no build comes before a unit test. */
export function testProject(name: string, test: Record<string, unknown> = {}) {
  return defineConfig({
    resolve: { conditions: ['@beckon/source'] },
    ssr: { resolve: { conditions: ['@beckon/source', 'node'] } },
    test: { name, include: ['src/**/*.test.ts'], environment: 'node', ...test },
  });
}
