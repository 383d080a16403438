import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { FormField, FormRoot, form, max, min } from '@angular/forms/signals';
import { Button } from '../ui/button';
import { Api, apiUrl } from '../api/api';
import type { Project } from '../api/models';
import { CurrentProject } from '../projects/current-project';
import { hostOf } from '../projects/domain';
import { projectNaming } from '../projects/naming';
import { ZoneSelect } from '../projects/zone-select';
import { Card } from '../ui/card';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { sending } from '../ui/form/sending';
import { locale } from '../ui/language';
import { Toasts } from '../ui/toast';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

const FOREVER = 'forever';
const RETENTION_MONTHS = [1, 3, 6, 12, 13, 24, 36, 60] as const;

/** What a project is called and how its visits are counted. */
@Component({
  selector: 'app-general',
  imports: [SayPipe, Card, Field, FormError, FormField, FormRoot, Button, ZoneSelect],
  templateUrl: './general.html',
  styleUrl: './general.scss',
})
export class General {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly current = inject(CurrentProject);

  private readonly answers = signal(answersOf(this.current.required()));
  protected readonly form = form(
    this.answers,
    (path) => {
      projectNaming(path);
      min(path.session_timeout_minutes, 5, { message: say('Between 5 and 240 minutes.') });
      max(path.session_timeout_minutes, 240, { message: say('Between 5 and 240 minutes.') });
      min(path.bounce_seconds, 0, { message: say('0 or more; 0 switches it off.') });
      max(path.bounce_seconds, 3600, { message: say('At most 3,600 seconds.') });
      min(path.accept_window_days, 1, { message: say('At least one day.') });
      max(path.accept_window_days, 3650, { message: say('At most 3,650 days.') });
    },
    {
      submission: sending(async (values, tree) => {
        const { retention, ...rest } = values;
        await this.api.patch<Project>(apiUrl`/projects/${this.current.required().id}`, {
          ...rest,
          name: values.name.trim(),
          domain: hostOf(values.domain),
          retention_months: retention === FOREVER ? null : Number(retention),
        });
        tree().reset(values);
        this.current.reload();
        this.toasts.say(say('Settings saved'));
      }),
    },
  );

  /** The usual lengths, and the one that is set whatever it is. */
  protected readonly retentions = computed(() => {
    const set = this.current.project()?.retention_months ?? null;
    const months = new Set([...RETENTION_MONTHS, ...(set === null ? [] : [set])]);
    return [
      { value: FOREVER, label: say('Forever') },
      ...[...months]
        .toSorted((a, b) => a - b)
        .map((count) => ({ value: String(count), label: monthsInWords(count) })),
    ];
  });

  constructor() {
    effect(() => {
      const project = this.current.project();
      // What is being typed is kept when the list of projects loads again.
      untracked(() => {
        if (project && !this.form().dirty()) this.form().reset(answersOf(project));
      });
    });
  }

  protected discard(): void {
    this.form().reset(answersOf(this.current.required()));
  }
}

function answersOf(project: Project) {
  return {
    name: project.name,
    domain: project.domain ?? '',
    timezone: project.timezone,
    week_starts_on: project.week_starts_on,
    session_timeout_minutes: project.session_timeout_minutes,
    bounce_seconds: project.bounce_seconds,
    accept_window_days: project.accept_window_days,
    filter_bots: project.filter_bots,
    retention: project.retention_months === null ? FOREVER : String(project.retention_months),
  };
}

function monthsInWords(count: number): string {
  const [value, unit] = count % 12 === 0 ? [count / 12, 'year'] : [count, 'month'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
