import type { Routes } from '@angular/router';
import { say } from '../ui/words/say';

export const exploreRoutes: Routes = [
  {
    path: 'events',
    title: say('Events'),
    loadComponent: () => import('./events-page').then((m) => m.EventsPage),
  },
  {
    path: 'sessions',
    title: say('Sessions'),
    loadComponent: () => import('./sessions-page').then((m) => m.SessionsPage),
  },
  {
    path: 'users',
    title: say('Users'),
    loadComponent: () => import('./users-page').then((m) => m.UsersPage),
  },
];
