import type { RouteRecordRaw } from 'vue-router';
import CasePage from './CasePage.vue';

export const caseRoute: RouteRecordRaw = {
  path: '/case/:case',
  name: 'case',
  component: CasePage,
  props: true,
};
