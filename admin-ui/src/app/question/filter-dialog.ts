import { httpResource } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { Button } from '../ui/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { apiUrl } from '../api/api';
import type { Dimension, Filter, Operator } from '../ui/filter-chips/filter';
import {
  dimensions,
  isDimension,
  isOperator,
  needsValues,
  operators,
} from '../ui/filter-chips/filter';
import { Flag } from '../ui/flag';
import { Icon } from '../ui/icon';
import { short } from '../ui/numbers/number-format';
import { steady } from '../ui/steady';
import type { Breakdown } from '../api/models';
import { isNamed, lookOf, storedAsCode } from './dimension-look';
import { SayPipe } from '../ui/words/say-pipe';

interface FilterData {
  readonly filter: Filter | null;
  readonly projectId: string;
  readonly scope: Record<string, string>;
}

const SUGGESTIONS = 8;
/** There are fewer countries than this. */
const CODES = 300;
const TYPING_MS = 180;

/** Makes or changes one filter; its values are offered from what really happened. */
@Component({
  selector: 'app-filter-dialog',
  imports: [
    SayPipe,
    Flag,
    Icon,
    Button,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
  ],
  templateUrl: './filter-dialog.html',
  styleUrl: './filter-dialog.scss',
})
export class FilterDialog {
  protected readonly given = inject<FilterData>(MAT_DIALOG_DATA);
  private readonly self = inject<MatDialogRef<FilterDialog, Filter>>(MatDialogRef);
  private typing: ReturnType<typeof setTimeout> | null = null;

  protected readonly dimensionNames = Object.entries(dimensions);
  protected readonly operatorNames = Object.entries(operators);
  protected readonly dimension = signal<Dimension>(this.given.filter?.dimension ?? 'page');
  protected readonly operator = signal<Operator>(this.given.filter?.operator ?? 'is');
  protected readonly values = linkedSignal<Dimension, readonly string[]>({
    source: this.dimension,
    computation: (_dimension, before) => (before ? [] : (this.given.filter?.values ?? [])),
  });
  protected readonly text = linkedSignal({ source: this.dimension, computation: () => '' });
  private readonly searched = linkedSignal({ source: this.dimension, computation: () => '' });

  protected readonly wantsValues = computed(() => needsValues(this.operator()));
  private readonly request = httpResource<Breakdown>(() => {
    if (!this.wantsValues()) return undefined;
    // Other filters would hide values one may want to widen to; the range alone stays.
    const { filters: _filters, ...range } = this.given.scope;
    const codes = storedAsCode(this.dimension());
    const search = codes ? '' : this.searched();
    return {
      url: apiUrl`/analytics/${this.given.projectId}/breakdown`,
      params: {
        ...range,
        dimension: this.dimension(),
        limit: codes ? CODES : SUGGESTIONS,
        ...(search ? { search } : {}),
      },
    };
  });
  private readonly answer = steady(this.request, () => this.given.projectId);
  protected readonly failed = this.answer.error;
  protected readonly suggestions = computed(() => {
    const answer = this.answer.value();
    if (answer?.dimension !== this.dimension()) return [];
    return answer.data
      .filter(({ value }) => value && this.isWanted(value))
      .slice(0, SUGGESTIONS)
      .map(({ value, visitors }) => ({
        value,
        look: lookOf(this.dimension(), value),
        visitors: short(visitors, 'count'),
        chosen: this.values().includes(value),
      }));
  });
  protected readonly valid = computed(
    () => !this.wantsValues() || this.values().length > 0 || this.text().trim() !== '',
  );

  private isWanted(value: string): boolean {
    const dimension = this.dimension();
    return !storedAsCode(dimension) || isNamed(dimension, value, this.searched());
  }

  protected setDimension(value: string): void {
    if (isDimension(value)) this.dimension.set(value);
  }

  protected setOperator(value: string): void {
    if (isOperator(value)) this.operator.set(value);
  }

  protected type(text: string): void {
    this.text.set(text);
    if (this.typing !== null) clearTimeout(this.typing);
    this.typing = setTimeout(() => this.searched.set(text.trim()), TYPING_MS);
  }

  protected toggle(value: string): void {
    this.values.update((values) =>
      values.includes(value) ? values.filter((kept) => kept !== value) : [...values, value],
    );
  }

  protected addTyped(event: Event): void {
    const typed = this.typedValue();
    if (typed === '') return this.apply();
    event.preventDefault();
    if (!this.values().includes(typed)) this.values.update((values) => [...values, typed]);
    this.type('');
  }

  // «germ» in a list of countries means the first one offered, not a country of that code.
  private typedValue(): string {
    const typed = this.text().trim();
    const exactly = this.operator() === 'is' || this.operator() === 'is_not';
    if (!typed || !exactly || !storedAsCode(this.dimension())) return typed;
    const first = this.suggestions().find(({ value }) => isNamed(this.dimension(), value, typed));
    return first?.value ?? typed;
  }

  protected nameOf(value: string): string {
    return lookOf(this.dimension(), value).text;
  }

  protected apply(): void {
    const typed = this.typedValue();
    const values =
      typed && !this.values().includes(typed) ? [...this.values(), typed] : this.values();
    if (this.wantsValues() && values.length === 0) return;
    this.self.close({
      dimension: this.dimension(),
      operator: this.operator(),
      values: this.wantsValues() ? values : [],
    });
  }
}
