import { amplitude, mixpanel, posthog } from './products';
import { rudderstack, segment } from './pipes';
import type { Sdk } from './sdk';
import { plausible, umami } from './sites';

export const sdks: readonly Sdk[] = [
  segment,
  rudderstack,
  posthog,
  plausible,
  umami,
  amplitude,
  mixpanel,
];
