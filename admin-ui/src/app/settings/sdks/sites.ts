import { say } from '../../ui/words/say';
import type { Sdk } from './sdk';

export const plausible: Sdk = {
  id: 'plausible',
  name: 'Plausible',
  ways: [
    {
      package: say('Script tag'),
      runs: 'page',
      lines: `<script defer data-domain="KEY" data-api="https://HOST/api/event" src="…"></script>`,
    },
    {
      package: '@plausible-analytics/tracker',
      runs: 'page',
      lines: `init({ domain: 'KEY', endpoint: 'https://HOST/api/event' });`,
    },
    {
      package: 'plausible-tracker',
      runs: 'page',
      lines: `Plausible({ domain: 'KEY', apiHost: 'https://HOST' });`,
    },
  ],
  meanings: [
    ['`pageview`', '`page_view`'],
    ['`engagement`', say('`engagement`, with engaged time and scroll depth')],
    [
      '`Outbound Link: Click`, `File Download`, `Form: Submission`, `404`',
      '`outbound_click`, `file_download`, `form_submit`, `not_found`',
    ],
    ['`props`, `revenue`', say('properties; `revenue` with `currency` and `amount`')],
    ['`interactive: false`', say('the same')],
  ],
  notes: [
    say(
      '`domain` is a public key, or the domain of a project. A domain is no secret, so it works only from pages of that domain or below it; where two projects have the same one, it means the older.',
    ),
    say(
      'There is nobody to identify, no id and no time: an event happens when it arrives, and what is sent twice counts twice.',
    ),
  ],
};

export const umami: Sdk = {
  id: 'umami',
  name: 'Umami',
  ways: [
    {
      package: say('Script tag'),
      runs: 'page',
      lines: `<script defer src="…/script.js" data-website-id="KEY" data-host-url="https://HOST"></script>`,
    },
    {
      package: '@umami/node',
      runs: 'server',
      lines: `new Umami({ websiteId: 'KEY', hostUrl: 'https://HOST' });`,
    },
  ],
  meanings: [
    [say('an event without a name'), '`page_view`'],
    ['`name`, `data`, `tag`', say('the event and its properties')],
    ['`identify`', say('the user `id`, with `data` as traits; without an id `unsupported`')],
    ['`performance`', say('`web_vital` with `lcp`, `inp`, `cls`, `fcp`, `ttfb`')],
    [say('`timestamp` (seconds)'), say('the time; without it, when it arrives')],
    ['`ip`, `userAgent`', say("the visitor's, from a secret key")],
    ['`sessionId`, `cache`', say('not used: visits are found from the events')],
  ],
  notes: [
    say(
      'No ids: what is sent twice counts twice. A batch belongs to the website of its first event; events of another one are `unsupported`.',
    ),
  ],
};
