import { quantile } from './load.ts';

const ROUNDS = 15;
const COUNTRY = JSON.stringify([{ dimension: 'country', operator: 'is', values: ['DE'] }]);

const questions = {
  'overview, 30 days': 'overview?period=30d',
  'timeseries by day, 30 days': 'timeseries?period=30d&interval=day',
  'timeseries by hour, today': 'timeseries?period=today&interval=hour',
  'breakdown by page, 30 days': 'breakdown?period=30d&dimension=page',
  'breakdown by source, 30 days': 'breakdown?period=30d&dimension=source',
  'overview under a filter, 30 days': `overview?period=30d&filters=${encodeURIComponent(COUNTRY)}`,
} as const;

/** How long one question takes, asked again and again over HTTP. */
export interface Latency {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
}

/** Asks each question of the dashboard `ROUNDS` times, after one that is not counted. */
export async function askAll(url: string, token: string, projectId: string): Promise<Latency[]> {
  const latencies: Latency[] = [];
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const started = performance.now();
      const answer = await fetch(`${url}/api/v1/analytics/${projectId}/${question}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${question}: ${answer.status} ${text}`);
      if (round > 0) times.push(performance.now() - started);
    }
    latencies.push({ name, p50: quantile(times, 0.5), p95: quantile(times, 0.95) });
  }
  return latencies;
}

/** An access token of the account that the demo made. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { access_token } = (await answer.json()) as { access_token?: string };
  if (!access_token) throw new Error(`Signing in: ${answer.status}`);
  return access_token;
}
