import type { RouteRecordRaw } from 'vue-router';
import DayPage from './DayPage.vue';

export const dayRoute: RouteRecordRaw = {
  path: '/day',
  name: 'day',
  component: DayPage,
};
