import { VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { newQueryClient } from './composables/query';
import { i18n } from './locales';
import { startPlatform } from './platform';
import { newRouter } from './router';
import './style/tokens.css';
import './style/base.css';

async function start(): Promise<void> {
  await startPlatform();
  createApp(App)
    .use(createPinia())
    .use(i18n)
    .use(newRouter())
    .use(VueQueryPlugin, { queryClient: newQueryClient() })
    .mount('#app');
}

void start();
