import { say } from '../ui/words/say';
export interface ProjectPage {
  /** Below the address of the project. */
  readonly path: string;
  readonly label: string;
  /** After `g`, goes there. */
  readonly key: string;
}

/** The pages of a project, in the order of the navigation. */
export const pages: readonly ProjectPage[] = [
  { path: '', label: say('Dashboard'), key: 'd' },
  { path: 'live', label: say('Live'), key: 'l' },
  { path: 'events', label: say('Events'), key: 'e' },
  { path: 'sessions', label: say('Sessions'), key: 'v' },
  { path: 'users', label: say('Users'), key: 'u' },
  { path: 'trends', label: say('Trends'), key: 't' },
  { path: 'funnels', label: say('Funnels'), key: 'f' },
  { path: 'retention', label: say('Retention'), key: 'r' },
  { path: 'journeys', label: say('Journeys'), key: 'j' },
  { path: 'library', label: say('Library'), key: 'b' },
  { path: 'settings', label: say('Settings'), key: 's' },
];
