import { Component, computed, inject, input } from '@angular/core';
import { ago } from './ago';
import { Clock } from './clock';
import { locale } from '../language';

/** A time as «3 minutes ago» that keeps up with the clock; exact on hover. */
@Component({
  selector: 'app-time-ago',
  template: `<time [attr.datetime]="time()" [title]="exact()">{{ text() }}</time>`,
})
export class TimeAgo {
  private readonly clock = inject(Clock);
  readonly time = input.required<string>();
  /** The zone of the exact time; the browser's own when left out. */
  readonly zone = input<string>();

  protected readonly text = computed(() => ago(this.time(), this.clock.minute()));
  protected readonly exact = computed(() =>
    new Intl.DateTimeFormat(locale, {
      dateStyle: 'full',
      timeStyle: 'medium',
      timeZone: this.zone(),
    }).format(new Date(this.time())),
  );
}
