import type { RouteRecordRaw } from 'vue-router';
import WorkbenchPage from './WorkbenchPage.vue';

export const workbenchRoute: RouteRecordRaw = {
  path: '/',
  name: 'workbench',
  component: WorkbenchPage,
};
