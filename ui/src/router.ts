import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router';
import { caseRoute } from './modules/case/route';
import { casesRoute } from './modules/cases/route';
import { dayRoute } from './modules/day/route';
import { enquiriesRoute } from './modules/enquiries/route';
import { intakeRoute } from './modules/intake/route';
import { numbersRoute } from './modules/numbers/route';
import { reportRoute } from './modules/report/route';
import { settingsRoute } from './modules/settings/route';
import { verifyRoute } from './modules/verify/route';
import { workbenchRoute } from './modules/workbench/route';

export function newRouter(): Router {
  const routes: RouteRecordRaw[] = [
    workbenchRoute,
    intakeRoute,
    casesRoute,
    caseRoute,
    enquiriesRoute,
    dayRoute,
    numbersRoute,
    verifyRoute,
    reportRoute,
    settingsRoute,
    { path: '/:rest(.*)*', redirect: '/' },
  ];
  if (import.meta.env.DEV) {
    routes.unshift({
      path: '/gallery',
      name: 'gallery',
      component: () => import('./modules/gallery/GalleryPage.vue'),
    });
  }
  return createRouter({ history: createWebHashHistory(), routes });
}
