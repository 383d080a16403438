import type { Knock } from '../../../../src/ingest/doors/foreign-door.js';

/** Requests recorded from the real SDKs; `KEY` stands for the write key. */
export interface Sample {
  readonly client: string;
  /** Method and address, with its query. */
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The sample as the door sees it once it is decoded. */
export function knockOf({ request, headers = {}, body }: Sample, now: number): Knock {
  const url = new URL(request.split(' ')[1] ?? '/', 'http://door.example');
  return {
    path: url.pathname.replace(/\/+$/, ''),
    params: {},
    query: Object.fromEntries(url.searchParams),
    headers,
    protocol: 'http',
    host: url.host,
    body,
    bytes: JSON.stringify(body).length,
    now,
  };
}
