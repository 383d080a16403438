import { defaultSettings, type Project } from '../../src/projects/project.js';

/** The project of a number in the store, as those who ask know it. */
export function aHandProject(no: number, timezone: string): Project {
  return {
    ...defaultSettings,
    id: '00000000-0000-7000-8000-000000000000',
    no,
    ownerId: '00000000-0000-7000-8000-000000000000',
    name: 'By hand',
    timezone,
    createdAt: new Date(0),
  };
}
