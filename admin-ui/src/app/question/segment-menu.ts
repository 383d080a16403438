import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Dialogs } from '../ui/dialogs';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';
import { askedFilters } from './asked-filters';
import { Asking } from './asking';
import { Definitions } from './definitions';
import type { NameData } from './name-dialog';

/** The segments of the project: a click puts one into force, and the filters in force become a new one. */
@Component({
  selector: 'app-segment-menu',
  imports: [Icon, Menu, MenuItem, MenuTrigger, RouterLink],
  template: `
    <button
      type="button"
      class="open"
      aria-label="Segments"
      i18n-aria-label
      title="Segments"
      i18n-title
      [appMenuTrigger]="menu"
      (click)="definitions.need('segment')"
    >
      <app-icon name="bookmark" [size]="15" />
    </button>
    <app-menu #menu="appMenu" label="Segments" i18n-label align="end">
      @for (one of segments(); track one.id) {
        <button
          appMenuItem
          type="button"
          kind="menuitemcheckbox"
          [attr.aria-checked]="one.on"
          [class.chosen]="one.on"
          (click)="asking.toggleNamed('segment', one.id, false)"
        >
          <span class="cut">{{ one.name }}</span>
          @if (one.on) {
            <app-icon name="check" [size]="15" />
          }
        </button>
      } @empty {
        <p i18n>A segment is a set of filters with a name.</p>
      }
      <div class="line" role="separator"></div>
      <button appMenuItem type="button" [disabled]="!savable()" (click)="save()" i18n>
        Save these filters as a segment …
      </button>
      <a
        appMenuItem
        [routerLink]="['/projects', asking.projectId(), 'library']"
        [queryParams]="{ show: 'segments' }"
        i18n
        >Manage segments</a
      >
    </app-menu>
  `,
  styles: `
    .open {
      display: grid;
      place-items: center;
      width: 36px;
      height: 34px;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--ink-faint);
      cursor: pointer;
    }

    .open:hover {
      background: var(--hover);
    }

    p {
      max-width: 240px;
      padding: 6px 10px;
      color: var(--ink-soft);
      font-size: var(--text-s);
    }

    .line {
      height: 1px;
      margin: 6px 0;
      background: var(--line);
    }
  `,
})
export class SegmentMenu {
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  protected readonly definitions = inject(Definitions);
  protected readonly asking = inject(Asking);

  private readonly filters = computed(() => this.asking.question().filters);
  protected readonly segments = computed(() => {
    const filters = this.filters();
    const isOn = (id: string) =>
      filters.some((one) => 'named' in one && one.named === 'segment' && one.id === id);
    return (this.definitions.segments.all() ?? []).map(({ id, name }) => ({
      id,
      name,
      on: isOn(id),
    }));
  });
  /** A segment names no segments. */
  protected readonly savable = computed(
    () =>
      this.filters().length > 0 &&
      !this.filters().some((one) => 'named' in one && one.named === 'segment'),
  );

  protected async save(): Promise<void> {
    const filters = askedFilters(this.filters());
    const load = () => import('./name-dialog').then((m) => m.NameDialog);
    const data: NameData = {
      title: say('Save the filters as a segment'),
      name: '',
      hint: say('It is found under this name wherever there are filters.'),
      save: async (name) => {
        const { id } = await this.definitions.save('segment', { name, filters });
        this.toasts.say(say('Segment saved'));
        this.asking.ask({ filters: [{ named: 'segment', id, without: false }] });
      },
    };
    await this.dialogs.open(load, { data, width: '440px' });
  }
}
