import type { Sample } from './sample.js';

const browserProperties = {
  token: 'KEY',
  distinct_id: '01a209a7-a540-7000-8000-000000000001',
  $device_id: '01a209a7-a540-7000-8000-000000000001',
  $session_id: '01a209a7-a573-7000-8000-000000000002',
  $window_id: '01a209a7-a573-7000-8000-000000000003',
  $is_identified: false,
  $process_person_profile: false,
  $current_url: 'https://shop.example/cart?utm_source=news',
  $host: 'shop.example',
  $pathname: '/cart',
  $referrer: '$direct',
  $referring_domain: '$direct',
  $raw_user_agent: 'Mozilla/5.0 Chrome/143.0.0.0',
  $browser: 'Chrome',
  $browser_version: 143,
  $browser_language: 'de-DE',
  $screen_width: 1440,
  $screen_height: 900,
  $viewport_width: 1200,
  $insert_id: '4tccb9r3g3w5ayz4',
  $time: 1795521598.5,
  $lib: 'web',
  $lib_version: '1.449.2',
  $initial_referrer: '$direct',
  $session_entry_url: 'https://shop.example/',
  $sdk_debug_retry_queue_size: 0,
  utm_source: 'news',
  utm_medium: null,
  gclid: null,
};

export const posthog: readonly Sample[] = [
  {
    client: 'posthog-node 5.70.0',
    request: 'POST /batch/',
    headers: { 'user-agent': 'posthog-node/5.70.0' },
    body: {
      api_key: 'KEY',
      batch: [
        {
          event: 'signed up',
          distinct_id: 'user-1',
          uuid: '01a2099c-a059-7000-8000-000000000001',
          timestamp: '2026-11-24T11:59:58.326Z',
          properties: {
            plan: 'pro',
            $groups: { company: 'acme' },
            $lib: 'posthog-node',
            $lib_version: '5.70.0',
            $is_server: true,
          },
        },
        {
          event: '$identify',
          distinct_id: 'user-1',
          uuid: '01a2099c-a059-7000-8000-000000000002',
          properties: { $set: { email: 'a@b.c' }, $set_once: { first: 1 } },
        },
        {
          event: '$create_alias',
          distinct_id: 'user-1',
          uuid: '01a2099c-a059-7000-8000-000000000003',
          properties: { distinct_id: 'user-1', alias: 'anon-9' },
        },
        {
          event: '$groupidentify',
          distinct_id: '$company_acme',
          uuid: '01a2099c-a059-7000-8000-000000000004',
          properties: { $group_type: 'company', $group_key: 'acme', $group_set: { size: 3 } },
        },
      ],
      sent_at: '2026-11-24T11:59:59.675Z',
    },
  },
  {
    client: 'posthog-js 1.449.2',
    request: 'POST /e/?ip=0&_=1795521599500&ver=1.449.2',
    body: {
      api_key: 'KEY',
      batch: [
        {
          uuid: '01a209a7-abfc-7000-8000-000000000001',
          event: '$pageview',
          timestamp: '2026-11-24T11:59:58.000Z',
          properties: { ...browserProperties, title: 'Cart', plan: 'pro' },
        },
        {
          uuid: '01a209a7-abfc-7000-8000-000000000002',
          event: '$identify',
          timestamp: '2026-11-24T11:59:58.500Z',
          $set: { email: 'a@b.c' },
          $set_once: { $initial_referrer: '$direct', first: true },
          properties: {
            ...browserProperties,
            distinct_id: 'user-1',
            $anon_distinct_id: browserProperties.distinct_id,
            $is_identified: true,
            $process_person_profile: true,
          },
        },
        {
          uuid: '01a209a7-abfc-7000-8000-000000000003',
          event: '$pageleave',
          timestamp: '2026-11-24T11:59:59.000Z',
          properties: {
            ...browserProperties,
            $prev_pageview_duration: 12.345,
            $prev_pageview_max_scroll_percentage: 0.75,
          },
        },
        {
          uuid: '01a209a7-abfc-7000-8000-000000000004',
          event: '$snapshot',
          properties: { ...browserProperties, $snapshot_data: [] },
        },
      ],
      sent_at: '2026-11-24T11:59:59.500Z',
    },
  },
  {
    client: 'posthog-js 1.257.0',
    request: 'POST /e/?compression=gzip-js&ip=0&_=1795521599000&ver=1.257.0',
    body: [
      {
        uuid: '01a209a7-abfc-7000-8000-000000000011',
        event: 'added to cart',
        properties: { ...browserProperties, n: 1 },
        offset: 1_500,
      },
    ],
  },
  {
    client: 'posthog-js 1.130.2',
    request: 'POST /e/?compression=base64&ip=1&_=1795521599000',
    body: {
      uuid: '01a209a7-abfc-7000-8000-000000000021',
      event: '$autocapture',
      properties: {
        ...browserProperties,
        $event_type: 'click',
        $ce_version: 1,
        $elements: [{ tag_name: 'button', $el_text: 'Buy' }],
      },
      timestamp: '2026-11-24T11:59:58.000Z',
    },
  },
];
