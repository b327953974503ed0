import type { RouteRecordRaw } from 'vue-router';
import IntakePage from './IntakePage.vue';

/** `?item=` chooses the item beforehand; `?new=` begins another one. */
export const intakeRoute: RouteRecordRaw = {
  path: '/intake/:draft?',
  name: 'intake',
  component: IntakePage,
  props: (route) => ({
    draft: typeof route.params.draft === 'string' ? route.params.draft || null : null,
    preset: typeof route.query.item === 'string' ? route.query.item : null,
  }),
};
