import { Service, computed, inject, linkedSignal, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { CurrentProject } from '../projects/current-project';
import type { FilterDimension, NamedKind } from '../ui/filter-chips/filter';
import { toggleNamed, toggleValue } from '../ui/filter-chips/toggle-value';
import type { Range } from '../ui/range-picker/range';
import type { AddressChange, Question } from './question';
import {
  comparisonBody,
  comparisonParameters,
  readQuestion,
  scopeBody,
  scopeParameters,
  writeQuestion,
} from './question';

const MINUTE = 60_000;

/** The question of a page: read from the address, changed by changing the address. */
@Service({ autoProvided: false })
export class Asking {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly current = inject(CurrentProject);
  private readonly address = toSignal(this.route.queryParamMap, {
    initialValue: this.route.snapshot.queryParamMap,
  });
  private readonly clock = signal(Date.now());

  readonly projectId = computed(() => this.current.seen().id);
  private readonly zooms = linkedSignal<string, readonly Range[]>({
    source: this.projectId,
    computation: () => [],
  });
  /** Whoever asks looks through a public link: not everything may be asked. */
  readonly shared = this.current.shared;
  readonly zone = computed(() => this.current.seen().timezone);
  readonly weekStart = computed(() => this.current.seen().week_starts_on);
  readonly now = this.clock.asReadonly();
  readonly question = computed(() => readQuestion(this.address()), { equal: same });
  readonly zoomed = computed(() => this.zooms().length > 0);
  /** Query parameters of the API: which events; and with what to compare. */
  readonly scope = computed(() => scopeParameters(this.question(), this.zone()), { equal: same });
  /** The scope as the body of a question that is posted. */
  readonly body = computed(() => scopeBody(this.question(), this.zone()), { equal: same });
  readonly comparison = computed(() => comparisonParameters(this.question(), this.zone()), {
    equal: same,
  });

  readonly comparedTo = computed(() => comparisonBody(this.question(), this.zone()), {
    equal: same,
  });

  /** Lets presets follow the day; call it now and then. */
  tick(now: number): void {
    if (now - this.clock() >= MINUTE) this.clock.set(now);
  }

  /** Asks something else; the step can be taken back with the browser's own button. `parts`: what else changes. */
  ask(change: Partial<Question>, parts: AddressChange = {}): void {
    if (change.range) {
      this.zooms.set([]);
      // Another range has its own fitting interval.
      change = { interval: null, ...change };
    }
    this.go({ ...writeQuestion({ ...this.question(), ...change }), ...parts });
  }

  zoom(range: Range): void {
    const before = [...this.zooms(), this.question().range];
    this.ask({ range });
    this.zooms.set(before);
  }

  zoomBack(): void {
    const before = this.zooms();
    const range = before.at(-1);
    if (!range) return;
    this.ask({ range });
    this.zooms.set(before.slice(0, -1));
  }

  toggle(dimension: FilterDimension, value: string, exclude: boolean): void {
    this.ask({ filters: toggleValue(this.question().filters, dimension, value, exclude) });
  }

  toggleNamed(named: NamedKind, id: string, exclude: boolean): void {
    this.ask({ filters: toggleNamed(this.question().filters, named, id, exclude) });
  }

  /** A part of the view that is no part of the question: a tab, an open table. */
  part(name: string): string | null {
    return this.address().get(name);
  }

  /** The same for a part that may stand there several times. */
  parts(name: string): readonly string[] {
    return this.address().getAll(name);
  }

  showAll(name: string, values: readonly string[]): void {
    this.go({ [name]: values.length > 0 ? [...values] : null });
  }

  /** Changes several parts of the view at once. */
  change(parts: AddressChange): void {
    this.go(parts);
  }

  show(name: string, value: string | null): void {
    this.go({ [name]: value });
  }

  private go(queryParams: AddressChange): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
      scroll: 'manual',
    });
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
