import { _api } from '@iconify/vue';
import ui from '@nuxt/ui/vue-plugin';
import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app.vue';
import { router } from './router';
import './styles/main.css';

// All icons are bundled; one that is not must fail here rather than ask another host.
_api.setFetch(() => Promise.reject(new Error('The admin loads no icon from another host.')));

const app = createApp(App);
app.use(createPinia());
app.use(PiniaColada, { queryOptions: { staleTime: 5_000, gcTime: 300_000 } });
app.use(router);
app.use(ui);
app.mount('#app');
