import type { Routes } from '@angular/router';
import { say } from '../ui/words/say';

export const liveRoutes: Routes = [
  {
    path: '',
    title: say('Live'),
    loadComponent: () => import('./live-page').then((m) => m.LivePage),
  },
];
