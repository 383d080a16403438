import type { Sample } from './sample.js';

export const plausible: readonly Sample[] = [
  {
    client: '@plausible-analytics/tracker 0.4.6',
    request: 'POST /api/event',
    body: {
      n: 'pageview',
      v: 36,
      u: 'https://shop.example/cart?utm_source=news',
      d: 'KEY',
      r: 'https://www.google.com/',
      p: { plan: 'pro' },
      $: { currency: 'EUR', amount: '12.50' },
      h: 1,
    },
  },
  {
    client: '@plausible-analytics/tracker 0.4.6',
    request: 'POST /api/event',
    body: { n: 'engagement', sd: 62, e: 5012, d: 'KEY', u: 'https://shop.example/', v: 36 },
  },
  {
    client: 'plausible-tracker 0.3.9',
    request: 'POST /api/event',
    body: {
      n: 'Outbound Link: Click',
      u: 'https://shop.example/',
      d: 'KEY',
      r: null,
      w: 1440,
      h: 0,
      p: '{"url":"https://other.example/"}',
    },
  },
  {
    client: 'the events API',
    request: 'POST /api/event',
    body: {
      name: 'signed up',
      url: '/welcome',
      domain: 'KEY',
      props: { plan: 'pro' },
      interactive: false,
    },
  },
];

export const umami: readonly Sample[] = [
  {
    client: 'Umami 3.1.0',
    request: 'POST /api/send',
    headers: { 'x-umami-cache': 'token' },
    body: {
      type: 'event',
      payload: {
        website: 'KEY',
        screen: '1440x900',
        language: 'de-DE',
        title: 'Cart',
        hostname: 'shop.example',
        url: 'https://shop.example/cart',
        referrer: 'https://www.google.com/',
      },
    },
  },
  {
    client: '@umami/node 0.4.0',
    request: 'POST /api/batch',
    body: [
      {
        type: 'event',
        payload: {
          website: 'KEY',
          hostname: 'shop.example',
          url: '/cart',
          name: 'signed up',
          data: { plan: 'pro' },
          id: 'u1',
          tag: 'a',
          timestamp: 1795521598,
        },
      },
      { type: 'identify', payload: { website: 'KEY', id: 'u1', data: { email: 'a@b.c' } } },
      { type: 'performance', payload: { website: 'KEY', url: '/', lcp: 1200, cls: 0.02 } },
      { type: 'event', payload: { website: 'ANOTHER', url: '/' } },
    ],
  },
];
