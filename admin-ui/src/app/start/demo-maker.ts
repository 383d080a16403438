import { HttpClient, HttpHeaders } from '@angular/common/http';
import { Service, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Api, apiUrl } from '../api/api';
import type { CreatedKey, CreatedProject } from '../api/models';
import { CurrentProject } from '../projects/current-project';
import { ownZone } from '../ui/time/time-zones';
import type { DemoEvent } from './demo-visits';
import { demoVisits } from './demo-visits';

const DAYS = 30;
const VISITS_A_DAY = 90;
/** The door takes a thousand events at once; half of that keeps the bar moving. */
const BATCH = 500;

/**
 * Makes a project and sends it a month of invented visits through the public door, as any server
 * would. The key for it ends afterwards; the project is deleted like every other.
 */
@Service({ autoProvided: false })
export class DemoMaker {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);
  private readonly current = inject(CurrentProject);
  private readonly done = signal<number | null>(null);
  /** From 0 to 1; null while nothing is made. */
  readonly progress = this.done.asReadonly();

  /** The id of the project; throws what the server refuses. */
  async make(now: number): Promise<string> {
    this.done.set(0);
    try {
      const project = await this.api.post<CreatedProject>(apiUrl`/projects`, {
        name: 'Harbour (demo)',
        domain: 'harbour.example',
        timezone: ownZone(),
      });
      const keys = apiUrl`/projects/${project.id}/keys`;
      const body = { name: 'Demo data', kind: 'secret' };
      const key = await this.api.post<CreatedKey>(keys, body);
      await this.fill(key.key, now);
      await this.api.delete(`${keys}/${key.id}`);
      this.current.reload();
      return project.id;
    } finally {
      this.done.set(null);
    }
  }

  private async fill(key: string, now: number): Promise<void> {
    const plan = {
      now,
      days: DAYS,
      visitsADay: VISITS_A_DAY,
      chance: Math.random,
      id: newId,
    };
    const events = [...demoVisits(plan)].flat();
    for (let from = 0; from < events.length; from += BATCH) {
      await this.send(key, events.slice(from, from + BATCH));
      this.done.set(Math.min(1, (from + BATCH) / events.length));
    }
  }

  private async send(key: string, events: readonly DemoEvent[]): Promise<void> {
    const headers = new HttpHeaders({ 'X-API-Key': key });
    await firstValueFrom(this.http.post(apiUrl`/events/ingest`, { events }, { headers }));
  }
}

// Plain http has no `randomUUID`, but the numbers for one.
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
