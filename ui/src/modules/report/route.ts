import type { RouteRecordRaw } from 'vue-router';
import ReportPage from './ReportPage.vue';

export const reportRoute: RouteRecordRaw = {
  path: '/report',
  name: 'report',
  component: ReportPage,
};
