import { Component, computed, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { Button } from '../ui/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { Filter, FilterDimension, NamedKind, Operator } from '../ui/filter-chips/filter';
import {
  comparesNumbers,
  dimensions,
  isDimension,
  isOperator,
  isProperty,
  isValueFilter,
  namedKinds,
  needsValues,
  operators,
} from '../ui/filter-chips/filter';
import { Flag } from '../ui/country';
import { Icon } from '../ui/icon';
import { short } from '../ui/numbers/number-format';
import { isNamed, lookOf, storedAsCode } from './dimension-look';
import { DeedFields } from './deed-fields';
import type { FilterData } from './filter-offers';
import { kindLabels } from './filter-words';
import { NamedFields } from './named-fields';
import { offeredValues } from './offered-values';
import { SayPipe } from '../ui/words/say-pipe';

type Subject = 'value' | 'did' | 'did_not' | NamedKind;

const SUGGESTIONS = 8;
const TYPING_MS = 180;

/** Makes or changes one filter; its values are offered from what really happened. */
@Component({
  selector: 'app-filter-dialog',
  imports: [
    SayPipe,
    DeedFields,
    NamedFields,
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

  private readonly value =
    this.given.filter && isValueFilter(this.given.filter) ? this.given.filter : null;
  protected readonly named =
    this.given.filter && 'named' in this.given.filter ? this.given.filter : null;
  protected readonly deed =
    this.given.filter && 'did' in this.given.filter ? this.given.filter : null;
  private readonly deedFields = viewChild(DeedFields);
  private readonly namedFields = viewChild(NamedFields);

  protected readonly kinds = this.given.offers.named.map((kind) => ({
    kind,
    label: kindLabels[kind],
  }));
  /** Which sort of filter it is. */
  protected readonly subject = signal<Subject>(subjectOf(this.given.filter));
  protected readonly dimensionNames = Object.entries(dimensions).filter(
    ([name]) => this.given.offers.people || (name !== 'user' && name !== 'group'),
  );
  /** Numbers are compared in properties only. */
  protected readonly operatorNames = computed(() =>
    Object.entries(operators).filter(
      ([name]) => isProperty(this.dimension()) || !(isOperator(name) && comparesNumbers(name)),
    ),
  );
  private readonly range = withoutFilters(this.given.scope);
  protected readonly dimension = signal<FilterDimension>(this.value?.dimension ?? 'page');
  protected readonly operator = signal<Operator>(this.value?.operator ?? 'is');
  protected readonly values = linkedSignal<FilterDimension, readonly string[]>({
    source: this.dimension,
    computation: (_dimension, before) => (before ? [] : (this.value?.values ?? [])),
  });
  protected readonly text = linkedSignal({ source: this.dimension, computation: () => '' });
  private readonly searched = linkedSignal({ source: this.dimension, computation: () => '' });

  /** The name of a property; empty until it is typed, null for other dimensions. */
  protected readonly property = computed(() => propertyOf(this.dimension()));
  private readonly hasName = computed(() => this.property() !== '');
  protected readonly wantsValues = computed(
    () => this.subject() === 'value' && needsValues(this.operator()),
  );
  private readonly offered = offeredValues(() =>
    this.wantsValues() && this.hasName()
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
  protected readonly valid = computed(() => {
    if (this.subject() !== 'value') return this.other() !== null;
    return (
      this.hasName() &&
      (!this.wantsValues() || this.values().length > 0 || this.text().trim() !== '')
    );
  });
  /** What the fields of a deed or a name say. */
  private readonly other = computed<Filter | null>(
    () => this.deedFields()?.filter() ?? this.namedFields()?.filter() ?? null,
  );

  private isWanted(value: string): boolean {
    const dimension = this.dimension();
    return !storedAsCode(dimension) || isNamed(dimension, value, this.searched());
  }

  protected setDimension(value: string): void {
    const subject = [...namedKinds, 'did', 'did_not'] as const;
    this.subject.set(subject.find((one) => one === value) ?? 'value');
    if (this.subject() !== 'value') return;
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
    if (this.subject() !== 'value') {
      const filter = this.other();
      if (filter) this.self.close(filter);
      return;
    }
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

function subjectOf(filter: Filter | null): Subject {
  if (filter && 'named' in filter) return filter.named;
  if (filter && 'did' in filter) return filter.without ? 'did_not' : 'did';
  return 'value';
}

// `property:` with nothing behind it is a property that has no name yet.
function propertyOf(dimension: string): string | null {
  return dimension.startsWith('property:') ? dimension.slice('property:'.length) : null;
}

function withoutFilters({ filters: _filters, ...range }: Record<string, string>) {
  return range;
}
