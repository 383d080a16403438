import type { Routes } from '@angular/router';
import { signedIn, signedOut } from './session/session-guards';
import { say } from './ui/words/say';

// Replaced by the build: what only development needs is not even in the files of production.
declare const ngDevMode: boolean;

export const routes: Routes = [
  {
    path: 'welcome',
    title: say('Welcome'),
    canActivate: [signedOut],
    loadComponent: () => import('./session/first-run').then((m) => m.FirstRun),
  },
  {
    path: 'sign-in',
    title: say('Sign in'),
    canActivate: [signedOut],
    loadComponent: () => import('./session/sign-in').then((m) => m.SignIn),
  },
  {
    path: 'sign-up',
    title: say('Create an account'),
    canActivate: [signedOut],
    loadComponent: () => import('./session/sign-up').then((m) => m.SignUp),
  },
  {
    path: 'public/:slug',
    title: say('Dashboard'),
    loadComponent: () => import('./dashboard/shared-dashboard').then((m) => m.SharedDashboard),
  },
  // The design system on one page; only where the console is developed.
  ...(ngDevMode
    ? [
        {
          path: 'ui',
          title: say('Design system'),
          loadComponent: () => import('./gallery/gallery').then((m) => m.Gallery),
        },
      ]
    : []),
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell').then((m) => m.Shell),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'projects' },
      {
        path: 'start',
        title: say('Welcome'),
        loadComponent: () => import('./start/start').then((m) => m.Start),
      },
      {
        path: 'projects',
        title: say('Projects'),
        loadComponent: () => import('./projects/project-list').then((m) => m.ProjectList),
      },
      {
        path: 'projects/new',
        title: say('New project'),
        loadComponent: () => import('./projects/new-project').then((m) => m.NewProject),
      },
      {
        path: 'projects/:projectId',
        loadComponent: () => import('./projects/project-frame').then((m) => m.ProjectFrame),
        children: [
          {
            path: '',
            loadChildren: () =>
              import('./dashboard/dashboard.routes').then((m) => m.dashboardRoutes),
          },
          {
            path: 'live',
            loadChildren: () => import('./live/live.routes').then((m) => m.liveRoutes),
          },
          {
            path: '',
            loadChildren: () => import('./explore/explore.routes').then((m) => m.exploreRoutes),
          },
          {
            path: '',
            loadChildren: () => import('./insights/insights.routes').then((m) => m.insightRoutes),
          },
          {
            path: '',
            loadChildren: () => import('./library/library.routes').then((m) => m.libraryRoutes),
          },
          {
            path: 'install',
            title: say('Install'),
            loadComponent: () => import('./projects/install').then((m) => m.Install),
          },
          {
            path: 'settings',
            loadChildren: () => import('./settings/settings.routes').then((m) => m.settingsRoutes),
          },
        ],
      },
      {
        path: 'account',
        title: say('Account'),
        loadComponent: () => import('./account/account').then((m) => m.Account),
      },
      {
        path: 'system',
        title: say('System'),
        loadChildren: () => import('./system/system.routes').then((m) => m.systemRoutes),
      },
      {
        path: '**',
        title: say('Not found'),
        loadComponent: () => import('./shell/not-found').then((m) => m.NotFound),
      },
    ],
  },
];
