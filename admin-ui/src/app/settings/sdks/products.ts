import { say } from '../../ui/words/say';
import type { Sdk } from './sdk';

export const posthog: Sdk = {
  id: 'posthog',
  name: 'PostHog',
  ways: [
    {
      package: 'posthog-js',
      runs: 'page',
      lines: `posthog.init('KEY', {
  api_host: 'https://HOST',
  disable_session_recording: true,
  disable_surveys: true,
});`,
    },
    {
      package: 'posthog-node',
      runs: 'server',
      lines: `new PostHog('KEY', { host: 'https://HOST' });`,
    },
  ],
  meanings: [
    ['`$pageview`, `$screen`', '`page_view`'],
    [
      '`$pageleave`',
      say(
        '`engagement`: time on the page (at most five minutes) stands in for engaged time, with the scroll depth',
      ),
    ],
    [
      '`$identify`, `$set`, `$set_once`',
      say("user and traits; names that begin with `$` are the SDK's and left out"),
    ],
    ['`$create_alias`', say('the alias becomes a former id')],
    ['`$groupidentify`', say('`$group`; `$groups` names the group of an event')],
    [
      '`distinct_id`',
      say(
        'the user once identified, before that (or with `$process_person_profile: false`) the anonymous id',
      ),
    ],
    ['`$session_id`', say('the session')],
    ['`$autocapture`, `$rageclick`, `survey sent` …', say('events under their own names')],
    [
      '`$feature_flag_called`, `$web_vitals`, `$exception`',
      say('events that do not turn a bounce into a visit'),
    ],
    ['`$snapshot`, `$$heatmap`, `$performance_event`', '`unsupported`'],
    [say('its 75 to 91 automatic properties'), say('read into columns or left out')],
    [
      say('an event without a distinct id, `cookieless_mode`'),
      say("nobody on a server; in a browser, known by the day's hash"),
    ],
  ],
  notes: [
    say(
      'Feature flags answer «none», recordings and surveys are off, toolbar and heat maps are not there.',
    ),
    say('Versions before 2025 do not send a batch again after a 500.'),
  ],
};

export const amplitude: Sdk = {
  id: 'amplitude',
  name: 'Amplitude',
  ways: [
    {
      package: '@amplitude/analytics-browser',
      runs: 'page',
      lines: `init('KEY', { serverUrl: 'https://HOST/2/httpapi', fetchRemoteConfig: false });`,
    },
    {
      package: '@amplitude/analytics-node',
      runs: 'server',
      lines: `init('KEY', { serverUrl: 'https://HOST/2/httpapi' });`,
    },
  ],
  meanings: [
    ['`event_type`, `event_properties`, `groups`', say('the event, its properties and its group')],
    ['`[Amplitude] Page Viewed`', '`page_view`'],
    ['`[Amplitude] File Downloaded`, `… Form Submitted`', '`file_download`, `form_submit`'],
    ['`session_start`, `session_end`', say('`unsupported`: visits are found from the events')],
    ['`user_id`, `device_id`, `session_id`', say('user, anonymous id, session (−1 is none)')],
    ['`$identify`', say('`$set` and `$setOnce` become traits')],
    ['`$groupidentify`', '`$group`'],
    [say('`insert_id` with the device'), say('the id')],
  ],
  notes: [say('Session replay and experiments are not there.')],
};

export const mixpanel: Sdk = {
  id: 'mixpanel',
  name: 'Mixpanel',
  ways: [
    {
      package: 'mixpanel-browser',
      runs: 'page',
      lines: `mixpanel.init('KEY', { api_host: 'https://HOST', record_sessions_percent: 0 });`,
    },
    {
      package: 'mixpanel',
      runs: 'server',
      lines: `Mixpanel.init('KEY', { host: 'HOST', protocol: 'https' });`,
    },
  ],
  meanings: [
    ['`track`, `track_batch`', say('the event')],
    ['`$mp_web_page_view`', '`page_view`'],
    ['`$identify`', say('`$anon_distinct_id` becomes an anonymous id of the user')],
    [
      '`$create_alias`',
      say('the alias and the user are one; whichever is a device is the anonymous id'),
    ],
    ['`$merge`', say("the first id that is no device's is the user, the other a former id")],
    ['`distinct_id`', say('the user, or with `$device:` the anonymous id')],
    ['`people.set`, `people.set_once` (`/engage`)', say('traits')],
    ['`people.increment`, `append`, `delete_user` …', '`unsupported`'],
    ['`groups` (`/groups`)', '`$group`'],
    [say('`$insert_id` with name and person'), say('the id')],
    ['`time`', say('in seconds or milliseconds, by its size')],
    ['`/import`', say('history, with a secret key as its user or `api_key`')],
  ],
  notes: [
    say(
      'The node client repeats nothing and makes no ids: set `$insert_id`, and send again when it calls back with an error.',
    ),
  ],
};
