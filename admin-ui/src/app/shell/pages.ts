export interface ProjectPage {
  /** Below the address of the project. */
  readonly path: string;
  readonly label: string;
  /** After `g`, goes there. */
  readonly key: string;
}

/** The pages of a project, in the order of the navigation. */
export const pages: readonly ProjectPage[] = [
  { path: '', label: 'Dashboard', key: 'd' },
  { path: 'live', label: 'Live', key: 'l' },
  { path: 'events', label: 'Events', key: 'e' },
  { path: 'sessions', label: 'Sessions', key: 'v' },
  { path: 'users', label: 'Users', key: 'u' },
  { path: 'settings', label: 'Settings', key: 's' },
];
