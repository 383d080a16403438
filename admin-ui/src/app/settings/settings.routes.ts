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
        path: 'snippet',
        title: say('Snippet'),
        loadComponent: () => import('./snippet').then((m) => m.SnippetPage),
      },
      {
        path: 'ingestion',
        title: say('Ingestion'),
        loadComponent: () => import('./ingestion').then((m) => m.IngestionPage),
      },
      {
        path: 'delete',
        title: say('Delete project'),
        loadComponent: () => import('./delete-project').then((m) => m.DeleteProject),
      },
    ],
  },
];
