import type { Routes } from '@angular/router';
import { say } from '../ui/words/say';

export const dashboardRoutes: Routes = [
  {
    path: '',
    title: say('Dashboard'),
    loadComponent: () => import('./dashboard').then((m) => m.Dashboard),
  },
];
