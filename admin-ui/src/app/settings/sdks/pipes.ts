import { say } from '../../ui/words/say';
import type { Sdk } from './sdk';

export const segment: Sdk = {
  id: 'segment',
  name: 'Segment',
  ways: [
    {
      package: '@segment/analytics-next',
      runs: 'page',
      lines: `AnalyticsBrowser.load({ writeKey: 'KEY', cdnURL: 'https://HOST' });`,
    },
    {
      package: '@segment/analytics-node',
      runs: 'server',
      lines: `new Analytics({ writeKey: 'KEY', host: 'https://HOST' });`,
    },
    {
      package: 'analytics-node',
      runs: 'server',
      lines: `new Analytics('KEY', { host: 'https://HOST' });`,
    },
  ],
  meanings: [
    [
      '`track`',
      say('the event; `context.page.url` and `.referrer`, `context.locale`, `context.screen`'),
    ],
    [
      '`page`, `screen`',
      say('`page_view` with `url`, `referrer`, `title`; `name` and `category` stay properties'),
    ],
    [
      '`identify`',
      say(
        'user and traits (`traits` over `context.traits`); without `userId`, traits of the visitor',
      ),
    ],
    ['`alias`', say('`previousId` becomes a former id of `userId`; an alias of itself is ignored')],
    ['`group`', '`$group`'],
    ['`context.ip`, `context.userAgent`', say("the visitor's, from a secret key")],
    ['`context.campaign`', say('the campaign, where the address names none')],
    ['`integrations`, `context.traits` of a track', say('ignored')],
  ],
  notes: [say('Destinations, Protocols, replays and the pixel API have no counterpart.')],
};

export const rudderstack: Sdk = {
  id: 'rudderstack',
  name: 'RudderStack',
  ways: [
    {
      package: '@rudderstack/analytics-js',
      runs: 'page',
      lines: `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'; // not the plain import
new RudderAnalytics().load('KEY', 'https://HOST', { configUrl: 'https://HOST' });`,
    },
    {
      package: '@rudderstack/rudder-sdk-node',
      runs: 'server',
      lines: `new RudderAnalytics('KEY', { dataPlaneUrl: 'https://HOST', errorHandler: console.error });`,
    },
  ],
  meanings: segment.meanings,
  notes: [
    say(
      'As Segment; `originalTimestamp` is the time unless the app gives `timestamp`, and `context.sessionId` is the session.',
    ),
    say(
      "The plain import of the browser package fetches plugins from RudderStack's own servers and sends nothing without them.",
    ),
    say(
      "RudderStack's node SDK and `analytics-node` end the process when a batch is refused for good and no `errorHandler` is given. Give one.",
    ),
  ],
};
