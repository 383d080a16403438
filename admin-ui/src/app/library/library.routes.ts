import type { Routes } from '@angular/router';
import { say } from '../ui/words/say';

export const libraryRoutes: Routes = [
  {
    path: 'library',
    title: say('Library'),
    loadComponent: () => import('./library-page').then((m) => m.LibraryPage),
  },
];
