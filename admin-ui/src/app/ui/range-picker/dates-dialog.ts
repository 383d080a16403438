import { Component, computed, inject, signal } from '@angular/core';
import { Button } from '../button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { LocalSpan } from './range';
import { spanLabel } from './range';
import { asUtc, dateIn, plusDays, plusMonths, firstOfMonth } from './zone-time';
import { locale } from '../language';
import { say } from '../words/say';

/** The day that begins a week of the project. */
export type WeekStart = 'monday' | 'sunday';

interface DatesData {
  readonly heading: string;
  readonly span: LocalSpan | null;
  readonly now: number;
  readonly zone: string;
  readonly weekStart: WeekStart;
}

interface Day {
  readonly date: string;
  readonly number: number;
  readonly outside: boolean;
  readonly future: boolean;
}

/** A calendar of two months: the first click is the first day, the second the last. */
@Component({
  selector: 'app-dates-dialog',
  imports: [Button, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  templateUrl: './dates-dialog.html',
  styleUrl: './dates-dialog.scss',
})
export class DatesDialog {
  protected readonly given = inject<DatesData>(MAT_DIALOG_DATA);
  private readonly self = inject<MatDialogRef<DatesDialog, LocalSpan>>(MatDialogRef);

  private readonly today = dateIn(this.given.now, this.given.zone);
  protected readonly first = signal(this.given.span?.from.slice(0, 10) ?? plusDays(this.today, -6));
  protected readonly last = signal(lastDay(this.given.span) ?? this.today);
  private readonly choosing = signal(false);
  protected readonly pointed = signal<string | null>(null);
  private readonly month = signal(plusMonths(firstOfMonth(this.last()), -1));

  protected readonly latest = this.today;
  protected readonly weekdays = weekdayNames(this.given.weekStart);
  protected readonly months = computed(() =>
    [this.month(), plusMonths(this.month(), 1)].map((first) => ({
      name: new Intl.DateTimeFormat(locale, {
        timeZone: 'UTC',
        month: 'long',
        year: 'numeric',
      }).format(asUtc(first)),
      days: this.daysOf(first),
    })),
  );
  protected readonly valid = computed(
    () => this.first() !== '' && this.last() !== '' && this.first() <= this.last(),
  );
  protected readonly label = computed(() =>
    this.valid()
      ? spanLabel({ from: this.first(), to: plusDays(this.last(), 1) })
      : say('Pick two days'),
  );

  protected turn(months: number): void {
    this.month.update((month) => plusMonths(month, months));
  }

  protected choose(day: string): void {
    if (!this.choosing()) {
      this.first.set(day);
      this.last.set(day);
      this.choosing.set(true);
      return;
    }
    if (day < this.first()) {
      this.last.set(this.first());
      this.first.set(day);
    } else this.last.set(day);
    this.choosing.set(false);
  }

  protected type(which: 'first' | 'last', value: string): void {
    if (!value) return;
    this[which].set(value);
    this.choosing.set(false);
    this.month.set(plusMonths(firstOfMonth(this.last()), -1));
  }

  protected isWithin(date: string): boolean {
    const end = this.choosing() ? (this.pointed() ?? this.last()) : this.last();
    const [from, to] = end < this.first() ? [end, this.first()] : [this.first(), end];
    return date >= from && date <= to;
  }

  protected apply(): void {
    if (this.valid()) this.self.close({ from: this.first(), to: plusDays(this.last(), 1) });
  }

  private daysOf(first: string): Day[] {
    const begins = this.given.weekStart === 'sunday' ? 0 : 1;
    const weekday = (new Date(asUtc(first)).getUTCDay() - begins + 7) % 7;
    const start = plusDays(first, -weekday);
    return Array.from({ length: 42 }, (_, index) => {
      const date = plusDays(start, index);
      return {
        date,
        number: Number(date.slice(8)),
        outside: date.slice(0, 7) !== first.slice(0, 7),
        future: date > this.today,
      };
    });
  }
}

function lastDay(span: LocalSpan | null): string | null {
  if (!span) return null;
  return span.to.length > 10 ? span.to.slice(0, 10) : plusDays(span.to, -1);
}

function weekdayNames(start: WeekStart): string[] {
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
  // 4 January 2026 was a Sunday.
  const first = start === 'sunday' ? 4 : 5;
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2026, 0, first + day)));
}
