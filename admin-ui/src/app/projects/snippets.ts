import { say } from '../ui/words/say';

export interface Snippet {
  readonly tab: SnippetTab;
  readonly label: string;
  readonly hint: string;
  readonly code: string;
}

export type SnippetTab = 'script' | 'module' | 'curl';

/** What stands in a snippet while the key is not at hand: keys are stored hashed and shown once. */
export const KEY_PLACEHOLDER = 'YOUR_PUBLIC_KEY';

/** The ways to send events to this installation, with the key and its own address filled in. */
export function snippets(origin: string, key: string | null): readonly Snippet[] {
  const shown = key ?? KEY_PLACEHOLDER;
  return [
    {
      tab: 'script',
      label: say('Script tag'),
      hint: say(
        'Put it into the head of every page. Page views count by themselves, also in single-page apps.',
      ),
      code: scriptTag(origin, shown),
    },
    {
      tab: 'module',
      label: say('JavaScript module'),
      hint: say(
        'For apps with a bundler. The same tracker as an npm package with types lies in dist/sdk.',
      ),
      code: moduleCode(origin, shown),
    },
    {
      tab: 'curl',
      label: say('curl'),
      hint: say('From a server or a terminal. Only the name of the event is required.'),
      code: curlCommand(origin, shown),
    },
  ];
}

export function asSnippetTab(value: string | undefined): SnippetTab {
  return value === 'module' || value === 'curl' ? value : 'script';
}

function scriptTag(origin: string, key: string): string {
  return `<script defer src="${origin}/static/sdk/tracker.min.js" data-project="${key}"></script>

<!-- Then, wherever something happens on your pages: -->
<button onclick="tracker.event('signup', { plan: 'pro' })">Sign up</button>`;
}

function moduleCode(origin: string, key: string): string {
  return `import { startTracker } from "${origin}/static/sdk/tracker.js";

const tracker = startTracker({
  project: "${key}",
  apiUrl: "${origin}",
});

tracker.event("signup", { plan: "pro" });
tracker.identify("user-42", { name: "Ada" });`;
}

function curlCommand(origin: string, key: string): string {
  return `curl -X POST "${origin}/api/v1/events/ingest" \\
  -H "X-API-Key: ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{ "events": [
        { "event": "signup", "user_id": "user-42", "properties": { "plan": "pro" } }
      ] }'`;
}
