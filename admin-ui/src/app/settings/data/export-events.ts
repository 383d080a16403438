import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { apiUrl } from '../../api/api';
import { sentenceOf } from '../../api/problem';
import { Asking } from '../../question/asking';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/form/field';
import { exact } from '../../ui/numbers/number-format';
import { ProgressBar } from '../../ui/progress-bar';
import { dateIn } from '../../ui/range-picker/zone-time';
import { saveFile } from '../../ui/save-file';
import { Toasts } from '../../ui/toast';
import { say } from '../../ui/words/say';
import { EventFiles, type FileProgress } from './event-files';

const formats = {
  jsonl: say('JSON, one event a line'),
  csv: say('CSV, for spreadsheets'),
} as const;
type Format = keyof typeof formats;

/** Single events as a file, of any length. */
@Component({
  selector: 'app-export-events',
  imports: [Button, Card, Field, ProgressBar],
  template: `
    <app-card
      heading="Export"
      i18n-heading
      hint="Every event as it was stored, oldest first, with all of its properties."
      i18n-hint
    >
      <div class="choices">
        <app-field label="Format" i18n-label>
          <select (change)="format.set($any($event.target).value)">
            @for (choice of choices; track choice.format) {
              <option [value]="choice.format" [selected]="choice.format === format()">
                {{ choice.label }}
              </option>
            }
          </select>
        </app-field>
        <label class="packed">
          <input
            type="checkbox"
            [checked]="gzip()"
            (change)="gzip.set($any($event.target).checked)"
          />
          <span i18n>Compressed (.gz)</span>
        </label>
        @if (running()) {
          <button appButton="outlined" type="button" (click)="running()?.abort()" i18n>Stop</button>
        } @else {
          <button appButton="filled" type="button" (click)="save()" i18n>Export events</button>
        }
      </div>
      @if (running()) {
        <div class="progress" role="status">
          <p class="soft">{{ words() }}</p>
          <app-progress-bar name="Exported so far" i18n-name [value]="share()" />
        </div>
      }
    </app-card>
  `,
  styles: `
    .choices {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: var(--space-3) var(--space-4);
    }

    app-field {
      flex: 1 1 200px;
    }

    .packed {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      min-height: var(--control);
      cursor: pointer;
    }

    .progress {
      display: grid;
      gap: 6px;
      margin-top: var(--space-4);
    }
  `,
})
export class ExportEvents {
  private readonly files = inject(EventFiles);
  private readonly toasts = inject(Toasts);
  private readonly asking = inject(Asking);

  protected readonly choices = (Object.keys(formats) as Format[]).map((format) => ({
    format,
    label: formats[format],
  }));
  protected readonly format = signal<Format>('jsonl');
  protected readonly gzip = signal(false);
  protected readonly running = signal<AbortController | null>(null);
  private readonly progress = signal<FileProgress | null>(null);

  protected readonly share = computed(() => {
    const known = this.progress();
    return known && known.total > 0 ? known.events / known.total : null;
  });
  protected readonly words = computed(() => {
    const known = this.progress();
    return known
      ? say('{0} of {1} events', exact(known.events, 'count'), exact(known.total, 'count'))
      : say('Asking for the events …');
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.running()?.abort());
  }

  protected async save(): Promise<void> {
    const left = new AbortController();
    const [format, gzip] = [this.format(), this.gzip()];
    const asked = new URLSearchParams({ ...this.asking.scope(), format });
    const url = `${apiUrl`/analytics/${this.asking.projectId()}/export`}?${asked}`;
    this.progress.set(null);
    this.running.set(left);
    try {
      const how = { gzip, headed: format === 'csv', left: left.signal };
      const file = await this.files.fetch(url, how, (progress) => this.progress.set(progress));
      const day = dateIn(Date.now(), this.asking.zone());
      saveFile(`events-${day}.${format}${gzip ? '.gz' : ''}`, file);
      this.toasts.say(say('{0} events exported', exact(this.progress()?.events ?? 0, 'count')));
    } catch (failure) {
      if (!left.signal.aborted) {
        this.toasts.complain(say('The file was not made: {0}', sentenceOf(failure)));
      }
    } finally {
      this.running.set(null);
    }
  }
}
