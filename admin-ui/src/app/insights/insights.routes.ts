import type { Routes } from '@angular/router';
import { say } from '../ui/words/say';

export const insightRoutes: Routes = [
  {
    path: 'trends',
    title: say('Trends'),
    loadComponent: () => import('./trends-page').then((m) => m.TrendsPage),
  },
  {
    path: 'funnels',
    title: say('Funnels'),
    loadComponent: () => import('./funnel-page').then((m) => m.FunnelPage),
  },
  {
    path: 'retention',
    title: say('Retention'),
    loadComponent: () => import('./retention-page').then((m) => m.RetentionPage),
  },
  {
    path: 'journeys',
    title: say('Journeys'),
    loadComponent: () => import('./journeys-page').then((m) => m.JourneysPage),
  },
];
