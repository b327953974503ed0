import type { RouteRecordRaw } from 'vue-router';
import VerifyPage from './VerifyPage.vue';

export const verifyRoute: RouteRecordRaw = {
  path: '/verify',
  name: 'verify',
  component: VerifyPage,
};
