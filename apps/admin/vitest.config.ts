import vue from '@vitejs/plugin-vue';
import ui from '@nuxt/ui/vite';
import { defineConfig } from 'vitest/config';
import { uiOptions } from './ui.config';

export default defineConfig({
  plugins: [vue(), ui(uiOptions)],
  resolve: { conditions: ['@beckon/source'] },
  ssr: { resolve: { conditions: ['@beckon/source', 'node', 'import', 'default'] } },
  test: { name: 'admin', include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 20_000 },
});
