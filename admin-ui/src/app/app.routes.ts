import type { Routes } from '@angular/router';
import { dashboardRoutes } from './dashboard/dashboard.routes';
import { exploreRoutes } from './explore/explore.routes';
import { insightRoutes } from './insights/insights.routes';
import { libraryRoutes } from './library/library.routes';
import { liveRoutes } from './live/live.routes';
import { ProjectFrame } from './projects/project-frame';
import { signedIn, signedOut } from './session/session-guards';
import { settingsRoutes } from './settings/settings.routes';
import { Shell } from './shell/shell';
import { systemRoutes } from './system/system.routes';
import { say } from './ui/words/say';

// Replaced by the build: what only development needs is not even in the files of production.
declare const ngDevMode: boolean;

/** Every screen is loaded when it is first shown; what is around all of them comes with the first. */
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
    component: Shell,
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
        component: ProjectFrame,
        children: [
          {
            path: '',
            children: dashboardRoutes,
          },
          {
            path: 'live',
            children: liveRoutes,
          },
          {
            path: '',
            children: exploreRoutes,
          },
          {
            path: '',
            children: insightRoutes,
          },
          {
            path: '',
            children: libraryRoutes,
          },
          {
            path: 'install',
            title: say('Install'),
            loadComponent: () => import('./projects/install').then((m) => m.Install),
          },
          {
            path: 'settings',
            children: settingsRoutes,
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
        children: systemRoutes,
      },
      {
        path: '**',
        title: say('Not found'),
        loadComponent: () => import('./shell/not-found').then((m) => m.NotFound),
      },
    ],
  },
];
