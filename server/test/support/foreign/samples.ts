import { segment } from './samples/segment.js';
import { posthog } from './samples/posthog.js';
import { amplitude, mixpanel } from './samples/product-analytics.js';
import { plausible, umami } from './samples/web-analytics.js';

/** Requests recorded from the real SDKs, by the door that takes them. */
export const samples = { segment, posthog, plausible, umami, amplitude, mixpanel } as const;
