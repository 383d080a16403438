import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { apiUrl } from '../api/api';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import type { Breakdown } from '../api/models';
import { Asking } from '../question/asking';
import { BreakdownRows } from './breakdown-rows';
import type { PanelDescription, PanelTab } from './panels';
import { countedLabel } from './panels';
import { Refreshing } from './refreshing';
import { SayPipe } from '../ui/words/say-pipe';

const ROWS = 9;

/** One box of the dashboard: tabs, the first rows of a breakdown, the way to the full table. */
@Component({
  selector: 'app-panel',
  imports: [SayPipe, BreakdownRows, ErrorState, Icon, Menu, MenuItem, MenuTrigger, Skeleton],
  templateUrl: './panel.html',
  styleUrl: './panel.scss',
})
export class Panel {
  readonly panel = input.required<PanelDescription>();

  protected readonly asking = inject(Asking);
  private readonly refreshing = inject(Refreshing);

  protected readonly tab = computed<PanelTab>(() => {
    const { name, tabs } = this.panel();
    const wanted = this.asking.part(name);
    return tabs.find(({ dimension }) => dimension === wanted) ?? tabs[0];
  });
  protected readonly plainTabs = computed(() => this.panel().tabs.filter(({ group }) => !group));
  protected readonly groupedTabs = computed(() => this.panel().tabs.filter(({ group }) => group));
  protected readonly counted = computed(() => countedLabel[this.tab().counted]);

  private readonly request = httpResource<Breakdown>(() => {
    const { dimension, counted } = this.tab();
    return {
      url: apiUrl`/analytics/${this.asking.projectId()}/breakdown`,
      params: { ...this.asking.scope(), dimension, limit: ROWS, order_by: counted },
    };
  });
  private readonly answer = steady(this.request, this.asking.projectId);
  protected readonly error = this.answer.error;
  protected readonly stale = this.answer.stale;
  /** Rows of another tab are no stand-in for those of this one. */
  protected readonly rows = computed(() => {
    const answer = this.answer.value();
    return answer?.dimension === this.tab().dimension ? answer : undefined;
  });
  protected readonly waiting = Array.from({ length: ROWS }, (_, index) => 92 - index * 8);

  constructor() {
    effect(() => {
      if (this.refreshing.rows() > 0) untracked(() => this.again());
    });
  }

  protected again(): void {
    this.request.reload();
  }

  protected choose({ dimension }: PanelTab): void {
    const { name, tabs } = this.panel();
    this.asking.show(name, dimension === tabs[0].dimension ? null : dimension);
  }

  protected step(event: Event, by: -1 | 1): void {
    const tabs = this.plainTabs();
    const at = tabs.findIndex(({ dimension }) => dimension === this.tab().dimension);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    this.choose(next);
    const list = (event.currentTarget as HTMLElement).parentElement?.querySelectorAll<HTMLElement>(
      '[role=tab]',
    );
    list?.[tabs.indexOf(next)]?.focus();
  }
}
