import type { Sample } from './sample.js';

export const amplitude: readonly Sample[] = [
  {
    client: '@amplitude/analytics-node 1.5.73',
    request: 'POST /2/httpapi',
    body: {
      api_key: 'KEY',
      events: [
        {
          event_type: 'signed up',
          user_id: 'u1',
          device_id: 'd1',
          session_id: 1795457692006,
          time: 1795521598006,
          insert_id: 'bb0e2a88-0000-4000-8000-000000000001',
          event_id: 0,
          event_properties: { plan: 'pro' },
          ip: '1.2.3.4',
          library: 'amplitude-node-ts/1.5.73',
        },
        {
          event_type: '$identify',
          user_id: 'u1',
          session_id: -1,
          user_properties: { $set: { plan: 'pro' }, $setOnce: { first: 1 }, $add: { n: 1 } },
          insert_id: 'identify-1',
        },
        {
          event_type: '$groupidentify',
          groups: { company: 'acme' },
          group_properties: { $set: { size: 3 } },
        },
        { event_type: 'session_start', device_id: 'd1', ip: '$remote' },
      ],
      options: {},
      client_upload_time: '2026-11-24T11:59:59.013Z',
    },
  },
  {
    client: '@amplitude/analytics-browser 2.46.0',
    request: 'POST /2/httpapi',
    body: {
      api_key: 'KEY',
      events: [
        {
          event_type: '[Amplitude] Page Viewed',
          device_id: 'd1',
          session_id: 1795457692006,
          time: 1795521598006,
          insert_id: 'bb0e2a88-0000-4000-8000-000000000002',
          event_properties: {
            '[Amplitude] Page Location': 'https://shop.example/cart?utm_source=news',
            '[Amplitude] Page Title': 'Cart',
            '[Amplitude] Page Path': '/cart',
            referrer: 'https://www.google.com/',
            plan: 'pro',
          },
          language: 'de-DE',
          ip: '$remote',
          user_agent: 'Mozilla/5.0 Chrome/143.0.0.0',
        },
      ],
      options: {},
      client_upload_time: '2026-11-24T11:59:59.013Z',
    },
  },
];

const mixpanelEvent = {
  event: 'signed up',
  properties: {
    token: 'KEY',
    distinct_id: '$device:eb252f5a',
    $device_id: 'eb252f5a',
    $insert_id: 'jsga68po4hj3lflm',
    time: 1795521598.169,
    $current_url: 'https://shop.example/',
    $initial_referrer: '$direct',
    $referrer: '$direct',
    $screen_width: 1440,
    $screen_height: 900,
    mp_lib: 'web',
    $lib_version: '2.83.0',
    plan: 'pro',
  },
};

export const mixpanel: readonly Sample[] = [
  {
    client: 'mixpanel-browser 2.83.0',
    request: 'POST /track/?verbose=1&ip=1&_=1795521599000',
    body: [
      mixpanelEvent,
      {
        event: '$mp_web_page_view',
        properties: {
          ...mixpanelEvent.properties,
          $insert_id: 'other',
          current_page_title: 'Cart',
          current_url_path: '/',
        },
      },
      {
        event: '$identify',
        properties: {
          token: 'KEY',
          distinct_id: 'u1',
          $user_id: 'u1',
          $anon_distinct_id: '$device:eb252f5a',
          $insert_id: 'third',
        },
      },
    ],
  },
  {
    client: 'mixpanel 0.24.0',
    request: 'POST /track?ip=0&verbose=0',
    body: [
      {
        event: 'renewed',
        properties: { token: 'KEY', distinct_id: 'u1', time: 1795521598, mp_lib: 'node' },
      },
      {
        event: '$create_alias',
        properties: { token: 'KEY', distinct_id: 'u1', alias: 'u1-alias' },
      },
    ],
  },
  {
    client: 'mixpanel-browser 2.83.0',
    request: 'POST /engage/?verbose=1',
    body: [
      {
        $set: { $email: 'a@b.c' },
        $token: 'KEY',
        $distinct_id: 'u1',
        $device_id: 'eb252f5a',
        $user_id: 'u1',
      },
      { $add: { n: 1 }, $token: 'KEY', $distinct_id: 'u1' },
    ],
  },
  {
    client: 'mixpanel-browser 2.83.0',
    request: 'POST /groups/?verbose=1',
    body: [{ $set: { size: 3 }, $token: 'KEY', $group_key: 'company', $group_id: 'acme' }],
  },
];
