import type { Routes } from '@angular/router';
import { say } from '../ui/words/say';

export const systemRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./system').then((m) => m.System),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'overview' },
      {
        path: 'overview',
        title: say('System'),
        loadComponent: () => import('./overview').then((m) => m.Overview),
      },
      {
        path: 'queues',
        title: say('Queues'),
        loadComponent: () => import('./queues').then((m) => m.Queues),
      },
    ],
  },
];
