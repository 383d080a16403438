import { setTimeout as pause } from 'node:timers/promises';
import type { TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { send } from './support/door.js';
import { eventually } from './support/patience.js';
import { aProject, type Person, register } from './support/people.js';
import { type ServerProcess, startProcess } from './support/process.js';

const SECRET_KEY = 'a secret that only this test knows, and nobody else';
const VIEWERS = 500;
const REQUESTS = 40;
const BETWEEN_MS = 15;
const SLOWER = 2;
// Below this, the clock of a busy machine measures the machine.
const UNNOTICED_MS = 5;
const ROUNDS = 5;

/** A viewer that costs this process next to nothing: it speaks just enough of the protocol, and reads no frame. */
class Viewer {
  frames = 0;
  private answered: (() => void) | null = null;

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.hear(String(data)));
  }

  static async connect(url: string, token: string): Promise<Viewer> {
    const socket = new WebSocket(
      `${url.replace('http', 'ws')}/api/v1/ws/?EIO=4&transport=websocket`,
    );
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    const viewer = new Viewer(socket);
    await viewer.ask(`40/live,${JSON.stringify({ token })}`);
    return viewer;
  }

  /** Sends a packet and waits for its answer. */
  ask(packet: string): Promise<void> {
    return new Promise((resolve) => {
      this.answered = resolve;
      this.socket.send(packet);
    });
  }

  close(): void {
    this.socket.close();
  }

  private hear(packet: string): void {
    if (packet === '2') this.socket.send('3');
    else if (packet.startsWith('42')) this.frames += packet.startsWith('42/live,["events"') ? 1 : 0;
    else if (/^4[034]/.test(packet) && !packet.startsWith('40{')) {
      this.answered?.();
      this.answered = null;
    }
  }
}

describe('500 people who look at a project', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  const viewers: Viewer[] = [];
  let owner: Person;
  let project: { id: string; api_key: string };

  beforeAll(async () => {
    database = await freshDatabase();
    server = await startProcess({
      DATABASE_URL: database.url,
      SECRET_KEY,
      LOG_LEVEL: 'error',
      RATE_LIMIT_PER_MINUTE: '0',
    });
    owner = await register(server as unknown as TestApp, 'owner@example.com');
    project = await aProject(server as unknown as TestApp, owner);
  }, 120_000);
  afterAll(async () => {
    for (const viewer of viewers) viewer.close();
    await server.stop();
    await database.drop();
  });

  /** Milliseconds that a request of the door takes in the middle, at an even pace. */
  const pace = async (): Promise<number> => {
    const headers = { 'x-api-key': project.api_key };
    const times: number[] = [];
    for (let request = 0; request < REQUESTS; request += 1) {
      const started = performance.now();
      const { status } = await send(
        server as unknown as TestApp,
        { event: 'page_view', page_url: 'https://shop.example/' },
        { headers },
      );
      expect(status).toBe(202);
      times.push(performance.now() - started);
      await pause(BETWEEN_MS);
    }
    return times.sort((a, b) => a - b)[REQUESTS / 2] ?? 0;
  };

  it('slow no request of the door down to half', async () => {
    for (let begun = 0; begun < VIEWERS; begun += 50) {
      const some = Array.from({ length: 50 }, () => Viewer.connect(server.url, owner.token));
      viewers.push(...(await Promise.all(some)));
    }
    const everyone = (packet: string): Promise<unknown> =>
      Promise.all(viewers.map((viewer) => viewer.ask(packet)));
    const told = JSON.stringify({ project_id: project.id });
    await pace();
    const seen: string[] = [];
    // Others share the machine: one quiet moment shows what the product does.
    for (let round = 0; round < ROUNDS; round += 1) {
      const alone = await pace();
      await everyone(`42/live,0["subscribe",${told}]`);
      const watched = await pace();
      await eventually(() => Promise.resolve(viewers.every(({ frames }) => frames > 0)), 5_000);
      await everyone(`42/live,1["unsubscribe",${told}]`);
      seen.push(`${alone.toFixed(1)} ms, watched ${watched.toFixed(1)} ms`);
      if (watched <= Math.max(SLOWER * alone, alone + UNNOTICED_MS)) return;
    }
    throw new Error(seen.join('; '));
  }, 300_000);
});
