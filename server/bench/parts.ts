import { console } from './parts/console.ts';
import { dashboard } from './parts/dashboard.ts';
import { door } from './parts/door.ts';
import { foreign } from './parts/foreign.ts';
import { live } from './parts/live.ts';
import { memory } from './parts/memory.ts';
import { profile } from './parts/profile.ts';
import { queues } from './parts/queues.ts';
import { scale } from './parts/scale.ts';
import { stored } from './parts/stored.ts';
import type { Part } from './table.ts';

/** Everything that can be measured, in the order of the page. */
export const parts: Readonly<Record<string, Part>> = {
  door,
  profile,
  queues,
  stored,
  live,
  memory,
  foreign,
  dashboard,
  console,
  scale,
};

/** What `make bench` runs; others take many minutes and are asked for by name. */
export const usual = [
  'door',
  'profile',
  'queues',
  'stored',
  'live',
  'memory',
  'foreign',
  'dashboard',
] as const;
