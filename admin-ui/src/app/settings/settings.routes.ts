import type { Routes } from '@angular/router';

export const settingsRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./settings').then((m) => m.Settings),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'general' },
      {
        path: 'general',
        title: 'Settings',
        loadComponent: () => import('./general').then((m) => m.General),
      },
      { path: 'keys', title: 'Keys', loadComponent: () => import('./keys').then((m) => m.Keys) },
      {
        path: 'snippet',
        title: 'Snippet',
        loadComponent: () => import('./snippet').then((m) => m.SnippetPage),
      },
      {
        path: 'ingestion',
        title: 'Ingestion',
        loadComponent: () => import('./ingestion').then((m) => m.IngestionPage),
      },
      {
        path: 'delete',
        title: 'Delete project',
        loadComponent: () => import('./delete-project').then((m) => m.DeleteProject),
      },
    ],
  },
];
