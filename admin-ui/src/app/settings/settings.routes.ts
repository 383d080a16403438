import type { Routes } from '@angular/router';
import { say } from '../ui/words/say';

export const settingsRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./settings').then((m) => m.Settings),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'general' },
      {
        path: 'general',
        title: say('Settings'),
        loadComponent: () => import('./general').then((m) => m.General),
      },
      {
        path: 'keys',
        title: say('Keys'),
        loadComponent: () => import('./keys').then((m) => m.Keys),
      },
      {
        path: 'links',
        title: say('Sharing'),
        loadComponent: () => import('./links').then((m) => m.Links),
      },
      {
        path: 'snippet',
        title: say('Send events'),
        loadComponent: () => import('./snippet').then((m) => m.SnippetPage),
      },
      {
        path: 'ingestion',
        title: say('Ingestion'),
        loadComponent: () => import('./ingestion').then((m) => m.IngestionPage),
      },
      {
        path: 'data',
        title: say('Data'),
        loadComponent: () => import('./data/data-page').then((m) => m.DataPage),
      },
    ],
  },
];
