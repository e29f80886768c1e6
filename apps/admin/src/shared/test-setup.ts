import { _api } from '@iconify/vue';
import ui from '@nuxt/ui/vue-plugin';
import { config } from '@vue/test-utils';
import { createMemoryHistory, createRouter } from 'vue-router';

// As in the app: no icon is asked from another host.
_api.setFetch(() => Promise.reject(new Error('Tests load no icon.')));

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:rest(.*)*', component: { render: () => null } }],
});
config.global.plugins = [router, ui];
