import { Component, computed, effect, inject, input, linkedSignal, untracked } from '@angular/core';
import type { NamedFilter, NamedKind } from '../ui/filter-chips/filter';
import { say } from '../ui/words/say';
import { Definitions } from './definitions';

/** A segment, cohort or goal by its name: only these, or everything but these. */
@Component({
  selector: 'app-named-fields',
  template: `
    <label>
      <span class="unseen" i18n>How</span>
      <select (change)="without.set($any($event.target).value === 'not')">
        <option value="in" [selected]="!without()" i18n>is</option>
        <option value="not" [selected]="without()" i18n>is not</option>
      </select>
    </label>
    @if (all(); as list) {
      @for (one of list; track one.id) {
        <label class="one">
          <input
            type="radio"
            name="named"
            [checked]="one.id === id()"
            (change)="id.set(one.id)"
          /><span class="cut">{{ one.name }}</span>
        </label>
      } @empty {
        <p class="faint">{{ none[kind()] }}</p>
      }
    }
  `,
  styles: `
    :host {
      display: block;
      min-height: 200px;
      max-height: 340px;
      margin-top: var(--space-3);
      overflow-y: auto;
    }

    .one {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      min-height: 34px;
      padding: 0 var(--space-2);
      border-radius: var(--radius-s);
      color: var(--ink);
      cursor: pointer;
    }

    .one:hover {
      background: var(--hover);
    }

    .one:first-of-type {
      margin-top: var(--space-2);
    }

    p {
      padding: var(--space-3) var(--space-2);
    }
  `,
})
export class NamedFields {
  private readonly definitions = inject(Definitions);
  readonly given = input<NamedFilter | null>(null);
  readonly kind = input<NamedKind>('segment');

  protected readonly none: Record<NamedKind, string> = {
    segment: say('No segment has been kept yet. Filter a page and save its filters as one.'),
    cohort: say('No cohort has been made yet. The library is the place for it.'),
    goal: say('No goal has been set yet. The library is the place for it.'),
  };
  protected readonly all = computed(() => this.definitions.of(this.kind()).all());
  private readonly own = computed(() =>
    this.given()?.named === this.kind() ? this.given() : null,
  );
  protected readonly without = linkedSignal(() => this.own()?.without ?? false);
  protected readonly id = linkedSignal(() => this.own()?.id ?? this.all()?.[0]?.id ?? null);

  /** The choice as a filter; null while nothing is chosen. */
  readonly filter = computed<NamedFilter | null>(() => {
    const id = this.id();
    return id === null ? null : { named: this.kind(), id, without: this.without() };
  });

  constructor() {
    effect(() => {
      const kind = this.kind();
      untracked(() => this.definitions.need(kind));
    });
  }
}
