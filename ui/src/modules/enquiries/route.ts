import type { RouteRecordRaw } from 'vue-router';
import EnquiriesPage from './EnquiriesPage.vue';

export const enquiriesRoute: RouteRecordRaw = {
  path: '/enquiries',
  name: 'enquiries',
  component: EnquiriesPage,
};
