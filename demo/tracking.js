// Loads the tracker with the key of the address (?key=…), which the tab remembers so that plain links
// keep it. Runs before anything else of the page: the inspector must hear the first request.
(function () {
  'use strict';
  const address = new URL(location.href);
  let key = null;
  try {
    key = address.searchParams.get('key') || sessionStorage.getItem('demo:key');
    if (key) sessionStorage.setItem('demo:key', key);
  } catch {
    key = address.searchParams.get('key');
  }
  // The key is no part of the page's address as a visitor would see it.
  if (address.searchParams.has('key')) {
    address.searchParams.delete('key');
    history.replaceState(history.state, '', address);
  }

  // The usual stub: calls made before the tracker has come wait in its queue.
  const methods = ['event', 'page', 'identify', 'reset', 'group', 'flush', 'optOut', 'optIn'];
  const tracker = (window.tracker = { q: [] });
  for (const name of methods) tracker[name] = (...args) => tracker.q.push([name, ...args]);

  // The inspector shows what really leaves the page, so it listens at fetch itself.
  const listeners = [];
  const log = [];
  const tell = (sending) => {
    log.push(sending);
    for (const listener of listeners) listener(sending);
  };
  const original = window.fetch;
  window.fetch = function (url, options) {
    const answer = original.apply(this, arguments);
    if (String(url).includes('/events/ingest') && options && typeof options.body === 'string') {
      let events = [];
      try {
        events = JSON.parse(options.body).events;
      } catch {
        return answer;
      }
      tell({ events, status: 'sending' });
      answer.then(
        (response) => tell({ events, status: response.status }),
        () => tell({ events, status: 'no network' }),
      );
    }
    return answer;
  };
  window.demo = {
    key,
    /** Hears each sending, those so far included. */
    onSending(listener) {
      log.forEach(listener);
      listeners.push(listener);
    },
  };

  if (!key) return;
  const load = (file, attributes) => {
    const script = document.createElement('script');
    script.src = `/static/sdk/${file}.min.js`;
    Object.assign(script.dataset, attributes);
    document.head.append(script);
  };
  // What the page says on its own tag (data-hash …) goes on to the tracker's.
  const own = document.currentScript.dataset;
  load('tracker', { project: key, localhost: '', mask: 'order=*', ...own });
  if ('extras' in own) for (const extra of ['vitals', 'errors']) load(extra, {});
})();
