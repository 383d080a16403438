/**
 * What a page does with each browser SDK: ten events of nobody, a sign-in, forty of the user; set up as the guide says.
 * Each visit tells when it said what, and what the SDK said when it was refused.
 */
import { happenings, TRAITS, USER } from './happenings.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The longest time, in ms, for which the page did nothing: an SDK looks at its clock that much later.
let stood = 0;
let moved = performance.now();
setInterval(() => {
  const now = performance.now();
  stood = Math.max(stood, now - moved);
  moved = now;
}, 50);

/** Says each event now; `identify` comes before the first one of the user. */
async function tell(count, track, identify) {
  const told = [];
  for (const one of happenings(Date.now(), count)) {
    if (one.n === 10) await identify();
    // Some SDKs write into what they are given.
    told.push({ ...structuredClone(one), at: Date.now() });
    await track(one.name, one.properties, one);
    await pause(5);
  }
  return told;
}

/** How long the page stood still at most. */
export const standstill = () => stood;

export const visits = {
  async posthog(sdk, { url, key, count }) {
    let refused = null;
    const posthog = await new Promise((loaded) =>
      sdk.init(key, {
        api_host: url,
        loaded,
        // Switched off in the guide, too: they fetch scripts that a self-hosted address does not have.
        disable_session_recording: true,
        disable_surveys: true,
        on_request_error: ({ statusCode }) => (refused = `status ${statusCode}`),
        request_batching: true,
        // A browser that is steered by a test calls itself a bot, whom this SDK ignores.
        opt_out_useragent_filter: true,
      }),
    );
    const track = (name, properties) => posthog.capture(name, properties);
    const told = await tell(count, track, () => posthog.identify(USER, TRAITS));
    posthog.group('company', 'acme', { size: 3 });
    return { told, anonymous: posthog.get_property('$device_id'), refused: () => refused };
  },

  async segment({ AnalyticsBrowser }, { url, key, count }) {
    let refused = null;
    const analytics = AnalyticsBrowser.load({ writeKey: key, cdnURL: url });
    await analytics.page();
    const deliveries = [];
    const deliver = async (tracked) => {
      const failure = (await tracked).failedDelivery();
      if (failure) refused = String(failure.reason);
    };
    const told = await tell(
      count,
      (name, properties) => void deliveries.push(deliver(analytics.track(name, properties))),
      async () => {
        // What this SDK sends again after a sign-in, it sends as the user's.
        await Promise.all(deliveries);
        void analytics.identify(USER, TRAITS);
      },
    );
    await analytics.group('acme', { size: 3 });
    const user = await analytics.user();
    return { told, anonymous: user.anonymousId(), refused: () => refused };
  },

  async rudder({ RudderAnalytics }, { url, key, count }) {
    let refused = null;
    const { error } = console;
    console.error = (...said) =>
      /deliver/.test(said) ? (refused = said.join(' ')) : error(...said);
    const analytics = new RudderAnalytics();
    await new Promise((onLoaded) => analytics.load(key, url, { configUrl: url, onLoaded }));
    analytics.page();
    const told = await tell(
      count,
      (name, properties) => analytics.track(name, properties),
      () => analytics.identify(USER, TRAITS),
    );
    analytics.group('acme', { size: 3 });
    return { told, anonymous: analytics.getAnonymousId(), refused: () => refused };
  },

  async mixpanel(sdk, { url, key, count }) {
    let refused = null;
    sdk.init(key, {
      api_host: url,
      batch_flush_interval_ms: 300,
      track_pageview: true,
      persistence: 'localStorage',
      record_sessions_percent: 0,
      error_reporter: (message) => (refused = String(message)),
    });
    const before = sdk.get_property('$device_id');
    const told = await tell(
      count,
      (name, properties) => sdk.track(name, properties),
      () => {
        sdk.identify(USER);
        sdk.people.set(TRAITS);
      },
    );
    return { told, anonymous: before, refused: () => refused };
  },

  async amplitude(sdk, { url, key, count }) {
    await sdk.init(key, {
      serverUrl: `${url}/2/httpapi`,
      flushIntervalMillis: 300,
      logLevel: 0,
      fetchRemoteConfig: false,
      autocapture: {
        pageViews: true,
        attribution: false,
        sessions: true,
        elementInteractions: false,
      },
    }).promise;
    const before = sdk.getDeviceId();
    const results = [];
    const told = await tell(
      count,
      (name, properties) => void results.push(sdk.track(name, properties).promise),
      () => {
        sdk.setUserId(USER);
        const identity = new sdk.Identify();
        for (const [name, value] of Object.entries(TRAITS)) identity.set(name, value);
        sdk.identify(identity);
      },
    );
    const answers = Promise.all(results);
    let refused = null;
    void answers.then((all) => (refused = all.find(({ code }) => code !== 200)?.message ?? null));
    return { told, anonymous: before, refused: () => refused };
  },

  async plausible({ init, track }, { url, key, count }) {
    let refused = null;
    init({ domain: key, endpoint: `${url}/api/event`, captureOnLocalhost: true, logging: false });
    const callback = (result) => {
      if (result?.status >= 400) refused = `status ${result.status}`;
    };
    const told = await tell(
      count,
      (name, { n }) => track(name, { props: { n: String(n) }, callback }),
      () => {},
    );
    return { told, anonymous: null, refused: () => refused };
  },

  async plausible2021(Plausible, { url, key, count }) {
    const client = Plausible({ domain: key, apiHost: url, trackLocalhost: true });
    client.trackPageview();
    const told = await tell(
      count,
      (name, { n }) => client.trackEvent(name, { props: { n: String(n) } }),
      () => {},
    );
    return { told, anonymous: null, refused: () => null };
  },
};
