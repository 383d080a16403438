import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { SavedQuestion } from '../api/models';
import { sentenceOf } from '../api/problem';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialogs';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';
import { Asking } from './asking';
import { Definitions } from './definitions';
import type { NameData } from './name-dialog';
import { addressOfQuestion } from './saved-address';

const SHOWN = 8;

/** Keeps what a builder asks under a name, and opens what was kept; the address says which one is open. */
@Component({
  selector: 'app-saved-menu',
  imports: [Button, Icon, Menu, MenuItem, MenuTrigger, RouterLink],
  template: `
    <button appButton="outlined" type="button" class="open" [appMenuTrigger]="menu">
      <app-icon name="bookmark" [size]="15" />
      <span class="cut">{{ current()?.name ?? unsaved }}</span>
      <app-icon name="chevron-down" [size]="14" />
    </button>
    <app-menu #menu="appMenu" align="end" label="Saved questions" i18n-label>
      @if (current(); as one) {
        <button appMenuItem type="button" [disabled]="body() === null" (click)="replace(one)" i18n>
          Save the changes
        </button>
      }
      <button appMenuItem type="button" [disabled]="body() === null" (click)="saveNew()" i18n>
        Save as …
      </button>
      <button appMenuItem type="button" (click)="copyLink()" i18n>Copy the link</button>
      @if (others().length > 0) {
        <div class="line" role="separator"></div>
        @for (one of others(); track one.id) {
          <button
            appMenuItem
            type="button"
            [class.chosen]="one.id === current()?.id"
            (click)="openOne(one)"
          >
            <span class="cut">{{ one.name }}</span>
          </button>
        }
      }
      <div class="line" role="separator"></div>
      <a appMenuItem [routerLink]="['/projects', asking.projectId(), 'library']" i18n
        >All saved questions</a
      >
    </app-menu>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }

    .open {
      min-height: 32px;
      max-width: 220px;
      padding-inline: 10px;
      font-size: var(--text-s);
    }

    .open app-icon {
      color: var(--ink-faint);
    }

    .line {
      height: 1px;
      margin: 6px 0;
      background: var(--line);
    }
  `,
})
export class SavedMenu {
  private readonly definitions = inject(Definitions);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  protected readonly asking = inject(Asking);
  readonly kind = input.required<SavedQuestion['kind']>();
  /** The question as it is asked; null while it is not whole. */
  readonly body = input.required<Readonly<Record<string, unknown>> | null>();

  protected readonly unsaved = say('Save');
  private readonly all = computed(() =>
    (this.definitions.questions.all() ?? []).filter(({ kind }) => kind === this.kind()),
  );
  protected readonly current = computed(() =>
    this.all().find(({ id }) => id === this.asking.part('saved')),
  );
  protected readonly others = computed(() => this.all().slice(0, SHOWN));

  constructor() {
    this.definitions.need('question');
  }

  protected async saveNew(): Promise<void> {
    const body = this.body();
    if (body === null) return;
    const load = () => import('./name-dialog').then((m) => m.NameDialog);
    const data: NameData = {
      title: say('Save the question'),
      name: '',
      hint: say('Everybody who may look at this project finds it in the library.'),
      save: async (name) => {
        const saved = await this.definitions.save('question', { name, kind: this.kind(), body });
        this.asking.show('saved', saved.id);
        this.toasts.say(say('Question saved'));
      },
    };
    await this.dialogs.open(load, { data, width: '440px' });
  }

  protected async replace({ id, name, kind }: SavedQuestion): Promise<void> {
    const body = this.body();
    if (body === null) return;
    try {
      await this.definitions.save('question', { name, kind, body }, id);
      this.toasts.say(say('Question saved'));
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
  }

  protected openOne(one: SavedQuestion): void {
    const place = addressOfQuestion(one, this.asking.zone());
    if (!place) {
      this.toasts.say(say('This question was made with the API and can only be asked there.'));
      return;
    }
    const path = ['/projects', this.asking.projectId(), place.path];
    void this.router.navigate(path, { queryParams: { ...place.query, saved: one.id } });
  }

  protected async copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      this.toasts.say(say('Link copied'));
    } catch {
      // Without a clipboard the address bar holds the same link.
      this.toasts.complain(say('Copy the address of this page: it is the link.'));
    }
  }
}
