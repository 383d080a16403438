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
    path: 'sessions/:sessionId',
    title: say('Session'),
    loadComponent: () => import('./session-page').then((m) => m.SessionPage),
  },
  {
    path: 'users',
    title: say('Users'),
    loadComponent: () => import('./users-page').then((m) => m.UsersPage),
  },
  {
    path: 'users/:userId',
    title: say('User'),
    loadComponent: () => import('./profile-page').then((m) => m.ProfilePage),
  },
];
