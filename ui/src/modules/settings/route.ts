import type { RouteRecordRaw } from 'vue-router';
import SettingsPage from './SettingsPage.vue';

export const settingsRoute: RouteRecordRaw = {
  path: '/settings',
  name: 'settings',
  component: SettingsPage,
};
