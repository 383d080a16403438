import type { Routes } from '@angular/router';

export const liveRoutes: Routes = [
  { path: '', title: 'Live', loadComponent: () => import('./live-page').then((m) => m.LivePage) },
];
