import { isbot } from 'isbot';
import UAParser from 'ua-parser-js';
import type { Device } from '../../events/event.js';

/** What a user agent says, without what tells people apart. */
export interface Agent {
  /** Name without version. */
  readonly browser: string | null;
  /** Name without version. */
  readonly os: string | null;
  readonly device: Device | null;
  readonly bot: boolean;
  /** No browser: an HTTP library, a server SDK, a command line, or silence. */
  readonly program: boolean;
  /** The text without version numbers: a browser update must not make a new visitor. */
  readonly versionless: string;
}

const MOST_LENGTH = 1_024;

// isbot calls these bots; on our door they are people's own programs.
const PROGRAM =
  /^(curl|wget|httpie|xh|node|node-fetch|undici|axios|got|superagent|bun|deno|python|python-requests|python-httpx|python-urllib\d*|aiohttp|httpx|requests|okhttp|java|apache-httpclient|jakarta|ktor|go-http-client|go-resty|ruby|faraday|rest-client|httparty|php|guzzlehttp|symfony|dart|elixir|hackney|finch|req|reqwest|hyper|ureq|libcurl|winhttp|dotnet|restsharp|cfnetwork|postmanruntime|insomnia|bruno|k6|vegeta|artillery|autocannon|wrk|posthog|analytics|mixpanel|amplitude|rudder|segment|mozilla\/5\.0 umami)\b/i;

const osNames: Readonly<Record<string, string>> = {
  'Mac OS': 'macOS',
  'Chromium OS': 'ChromeOS',
  'Chrome OS': 'ChromeOS',
  'Android [x86]': 'Android',
};

const devices: Readonly<Record<string, Device>> = {
  mobile: 'mobile',
  tablet: 'tablet',
  smarttv: 'tv',
  console: 'console',
  wearable: 'wearable',
};

/** Reads a user agent; ~20 µs, so remember what it says. */
export function readAgent(userAgent: string): Agent {
  const text = userAgent.slice(0, MOST_LENGTH);
  const { browser, os, device } = new UAParser(text).getResult();
  const bot = isbot(text);
  return {
    browser: browser.name?.replace(/^Mobile /, '') ?? null,
    os: os.name === undefined ? null : (osNames[os.name] ?? os.name),
    device: bot ? 'bot' : deviceOf(device.type, os.name),
    bot,
    program: text === '' || PROGRAM.test(text),
    versionless: withoutVersions(text),
  };
}

function deviceOf(type: string | undefined, os: string | undefined): Device | null {
  if (type !== undefined) return devices[type] ?? null;
  return os === undefined ? null : 'desktop';
}

/** `Chrome/131.0.0.0` → `Chrome`, `Mac OS X 10_15_7` → `Mac OS X`; model names (`SM-G991B`, `x64`) stay. */
export function withoutVersions(userAgent: string): string {
  return userAgent
    .replace(/\/[^\s;,)]+/g, '')
    .replace(/(?<![A-Za-z0-9-])v?\d[\w.]*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
