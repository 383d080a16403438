import type { Routes } from '@angular/router';

export const exploreRoutes: Routes = [
  {
    path: 'events',
    title: 'Events',
    loadComponent: () => import('./events-page').then((m) => m.EventsPage),
  },
  {
    path: 'sessions',
    title: 'Sessions',
    loadComponent: () => import('./sessions-page').then((m) => m.SessionsPage),
  },
  {
    path: 'users',
    title: 'Users',
    loadComponent: () => import('./users-page').then((m) => m.UsersPage),
  },
];
