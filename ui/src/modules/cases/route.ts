import type { RouteRecordRaw } from 'vue-router';
import CasesPage from './CasesPage.vue';

export const casesRoute: RouteRecordRaw = { path: '/cases', name: 'cases', component: CasesPage };
