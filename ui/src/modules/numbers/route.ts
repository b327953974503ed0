import type { RouteRecordRaw } from 'vue-router';
import NumbersPage from './NumbersPage.vue';

export const numbersRoute: RouteRecordRaw = {
  path: '/numbers',
  name: 'numbers',
  component: NumbersPage,
};
