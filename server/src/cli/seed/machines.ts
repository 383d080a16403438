import type { Device } from '../../events/event.js';
import type { Weighted } from './random.js';

/** What generated visitors browse with; `userAgent` is what such a browser sends. */
export interface Machine {
  readonly device: Device;
  readonly browser: string;
  readonly os: string;
  readonly screen: string;
  readonly userAgent: string;
}

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';
const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)';

export const machines: Weighted<Machine> = [
  [20, machine('desktop', 'Chrome', 'Windows', '1920x1080', `${windows} ${chrome} Safari/537.36`)],
  [9, machine('desktop', 'Chrome', 'macOS', '1512x982', `${mac} ${chrome} Safari/537.36`)],
  [6, machine('desktop', 'Safari', 'macOS', '1440x900', `${mac} ${webkit} Safari/605.1.15`)],
  [
    5,
    machine(
      'desktop',
      'Edge',
      'Windows',
      '1536x864',
      `${windows} ${chrome} Safari/537.36 Edg/142.0.0.0`,
    ),
  ],
  [
    5,
    machine(
      'desktop',
      'Firefox',
      'Windows',
      '2560x1440',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    ),
  ],
  [
    3,
    machine(
      'desktop',
      'Firefox',
      'Linux',
      '1920x1200',
      'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    ),
  ],
  [
    23,
    machine('mobile', 'Safari', 'iOS', '393x852', `${iphone} ${webkit} Mobile/15E148 Safari/604.1`),
  ],
  [
    22,
    machine(
      'mobile',
      'Chrome',
      'Android',
      '412x915',
      `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`,
    ),
  ],
  [
    4,
    machine(
      'mobile',
      'Samsung Internet',
      'Android',
      '360x780',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36',
    ),
  ],
  [
    3,
    machine(
      'tablet',
      'Safari',
      'iOS',
      '820x1180',
      `Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) ${webkit} Mobile/15E148 Safari/604.1`,
    ),
  ],
];

function machine(
  device: Device,
  browser: string,
  os: string,
  screen: string,
  userAgent: string,
): Machine {
  return { device, browser, os, screen, userAgent };
}
