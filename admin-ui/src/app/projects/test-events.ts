import { HttpClient, HttpHeaders } from '@angular/common/http';
import { Service, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api';
import type { IngestAnswer, Project } from '../api/models';
import { sentenceOf } from '../api/problem';
import { refusalText } from './refusals';
import { say } from '../ui/words/say';

export interface TestAnswer {
  readonly taken: boolean;
  readonly text: string;
}

/** Sends an event as a site would, through the public door; one for each page that shows the answer. */
@Service({ autoProvided: false })
export class TestEvents {
  private readonly http = inject(HttpClient);
  private readonly busy = signal(false);
  private readonly last = signal<TestAnswer | null>(null);
  readonly sending = this.busy.asReadonly();
  readonly answer = this.last.asReadonly();

  async send(key: string, project: Project): Promise<void> {
    this.busy.set(true);
    this.last.set(await this.post(key, project).catch(refused));
    this.busy.set(false);
  }

  private async post(key: string, project: Project): Promise<TestAnswer> {
    const page = project.domain ? { page_url: `https://${project.domain}/` } : {};
    const event = { event: 'test_event', properties: { sent_from: 'console' }, ...page };
    const answer = await firstValueFrom(
      this.http.post<IngestAnswer>(
        apiUrl`/events/ingest`,
        { sent_at: new Date().toISOString(), events: [event] },
        { headers: new HttpHeaders({ 'X-API-Key': key }) },
      ),
    );
    const rejected = answer.rejected[0];
    if (rejected) return { taken: false, text: rejected.detail };
    const dropped = answer.dropped?.[0];
    if (dropped) {
      const { title, text } = refusalText(dropped.reason);
      return { taken: false, text: say('The door dropped the test event. {0}: {1}', title, text) };
    }
    return {
      taken: true,
      text: say(
        'The door took the test event (202). It is stored like any other and shows up here.',
      ),
    };
  }
}

function refused(thrown: unknown): TestAnswer {
  return { taken: false, text: say('The door refused the test event. {0}', sentenceOf(thrown)) };
}
