import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { uiOptions } from './ui.config';

/** Our own packages are bundled from their sources, so that a build of the admin never waits for theirs. */
const conditions = ['@beckon/source', 'module', 'browser', 'development|production'];
const target = 'http://127.0.0.1:4400';

export default defineConfig({
  base: '/',
  plugins: [vue(), ui(uiOptions)],
  resolve: { conditions },
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 700 },
  server: { host: '127.0.0.1', proxy: { '/v1': { target }, '/beckon.js': { target } } },
});
