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
import type { Filter, FilterDimension, Operator } from '../ui/filter-chips/filter';
import {
  comparesNumbers,
  dimensions,
  isDimension,
  isOperator,
  isProperty,
  needsValues,
  operators,
} from '../ui/filter-chips/filter';
import { Flag } from '../ui/flag';
import { Icon } from '../ui/icon';
import { short } from '../ui/numbers/number-format';
import { isNamed, lookOf, storedAsCode } from './dimension-look';
import { offeredValues } from './offered-values';
import { SayPipe } from '../ui/words/say-pipe';

interface FilterData {
  readonly filter: Filter | null;
  readonly projectId: string;
  readonly scope: Record<string, string>;
  readonly range: object;
}

const SUGGESTIONS = 8;
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
  /** Numbers are compared in properties only. */
  protected readonly operatorNames = computed(() =>
    Object.entries(operators).filter(
      ([name]) => isProperty(this.dimension()) || !(isOperator(name) && comparesNumbers(name)),
    ),
  );
  private readonly range = withoutFilters(this.given.scope);
  protected readonly dimension = signal<FilterDimension>(this.given.filter?.dimension ?? 'page');
  protected readonly operator = signal<Operator>(this.given.filter?.operator ?? 'is');
  protected readonly values = linkedSignal<FilterDimension, readonly string[]>({
    source: this.dimension,
    computation: (_dimension, before) => (before ? [] : (this.given.filter?.values ?? [])),
  });
  protected readonly text = linkedSignal({ source: this.dimension, computation: () => '' });
  private readonly searched = linkedSignal({ source: this.dimension, computation: () => '' });

  /** The name of a property; empty until it is typed, null for other dimensions. */
  protected readonly property = computed(() => propertyOf(this.dimension()));
  private readonly named = computed(() => this.property() !== '');
  protected readonly wantsValues = computed(() => needsValues(this.operator()));
  private readonly offered = offeredValues(() =>
    this.wantsValues() && this.named()
      ? {
          projectId: this.given.projectId,
          dimension: this.dimension(),
          search: this.searched(),
          range: this.range,
          body: { range: this.given.range },
        }
      : null,
  );
  protected readonly failed = this.offered.error;
  protected readonly suggestions = computed(() => {
    return this.offered
      .values()
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
    () =>
      this.named() &&
      (!this.wantsValues() || this.values().length > 0 || this.text().trim() !== ''),
  );

  private isWanted(value: string): boolean {
    const dimension = this.dimension();
    return !storedAsCode(dimension) || isNamed(dimension, value, this.searched());
  }

  protected setDimension(value: string): void {
    if (isDimension(value)) {
      if (comparesNumbers(this.operator())) this.operator.set('is');
      this.dimension.set(value);
    } else this.dimension.set('property:');
  }

  protected setProperty(name: string): void {
    this.dimension.set(`property:${name.trim()}`);
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
    if (!this.valid() || (this.wantsValues() && values.length === 0)) return;
    this.self.close({
      dimension: this.dimension(),
      operator: this.operator(),
      values: this.wantsValues() ? values : [],
    });
  }
}

// `property:` with nothing behind it is a property that has no name yet.
function propertyOf(dimension: string): string | null {
  return dimension.startsWith('property:') ? dimension.slice('property:'.length) : null;
}

function withoutFilters({ filters: _filters, ...range }: Record<string, string>) {
  return range;
}
