import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, resource } from '@angular/core';
import { Button } from '../ui/button';
import { Api, apiUrl } from '../api/api';
import type { ApiKey, CreatedKey } from '../api/models';
import { sentenceOf } from '../api/problem';
import { CurrentProject } from '../projects/current-project';
import { IssuedKeys } from '../projects/issued-keys';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { Clock } from '../ui/time/clock';
import { TimeAgo } from '../ui/time/time-ago';
import { Toasts } from '../ui/toast';
import { keyKinds } from './key-kinds';
import { type KeyState, keyState } from './key-state';
import type { KeyDraft } from './key-dialog';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** The keys of a project: who may send, from where, and when it was last used. */
@Component({
  selector: 'app-keys',
  imports: [
    SayPipe,
    Card,
    EmptyState,
    ErrorState,
    Icon,
    Button,
    Menu,
    MenuItem,
    MenuTrigger,
    NgTemplateOutlet,
    Skeleton,
    TimeAgo,
  ],
  templateUrl: './keys.html',
  styleUrl: './keys.scss',
})
export class Keys {
  private readonly api = inject(Api);
  private readonly dialogs = inject(Dialogs);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly clock = inject(Clock);
  private readonly issued = inject(IssuedKeys);
  private readonly current = inject(CurrentProject);

  protected readonly project = computed(() => this.current.required());
  protected readonly answer = resource({
    params: () => this.project().id,
    loader: ({ params: id }) => this.api.getAll<ApiKey>(apiUrl`/projects/${id}/keys`),
  });
  private readonly kept = steady(this.answer, () => this.project().id);
  protected readonly error = this.kept.error;
  protected readonly keys = this.kept.value;
  protected readonly kinds = keyKinds;
  /** Keys that open the door, and those that did once. */
  protected readonly groups = computed(() => {
    const works = (key: ApiKey) => ['active', 'ending'].includes(this.stateOf(key));
    const all = this.keys() ?? [];
    return { working: all.filter(works), over: all.filter((key) => !works(key)) };
  });

  protected keyOf(given: unknown): ApiKey {
    return given as ApiKey;
  }

  /** Used within the last day: something still has to be given the new key. */
  protected usedOf({ last_used_at }: ApiKey): boolean {
    return (
      last_used_at !== null &&
      this.clock.minute().getTime() - Date.parse(last_used_at) < 24 * 3_600_000
    );
  }

  protected stateOf(key: ApiKey): KeyState {
    return keyState(key, this.clock.minute());
  }

  protected async create(): Promise<void> {
    const draft = await this.draft(null);
    if (!draft) return;
    await this.issue(
      () => this.api.post<CreatedKey>(apiUrl`/projects/${this.project().id}/keys`, draft),
      say('The key «{0}»', draft.name),
    );
  }

  protected async edit(key: ApiKey): Promise<void> {
    const draft = await this.draft(key);
    if (!draft) return;
    const { name, allowed_origins } = draft;
    await this.run(
      () => this.api.patch(this.url(key), { name, allowed_origins }),
      say('Key saved'),
    );
  }

  protected async rotate(key: ApiKey): Promise<void> {
    const load = () => import('./rotate-dialog').then((m) => m.RotateDialog);
    const grace_hours = await this.dialogs.open<number>(load, { data: key, width: '440px' });
    if (grace_hours === undefined) return;
    await this.issue(
      () => this.api.post<CreatedKey>(`${this.url(key)}/rotate`, { grace_hours }),
      say('The new key of «{0}»', key.name),
    );
  }

  protected async revoke(key: ApiKey): Promise<void> {
    const sure = await this.confirm.ask({
      title: say('Revoke «{0}»?', key.name),
      text: say('Whatever still sends with it is turned away from now on. This cannot be undone.'),
      action: say('Revoke key'),
    });
    if (sure) await this.run(() => this.api.delete(this.url(key)), say('Key revoked'));
  }

  protected async endNow(key: ApiKey): Promise<void> {
    const sure = await this.confirm.ask({
      title: say('End the old key «{0}» now?', key.name),
      text: say('Its grace is cut short: whatever still sends with it is turned away from now on.'),
      action: say('End it now'),
    });
    if (sure) await this.run(() => this.api.delete(this.url(key)), say('The old key has ended'));
  }

  private url(key: ApiKey): string {
    return apiUrl`/projects/${this.project().id}/keys/${key.id}`;
  }

  private async draft(key: ApiKey | null): Promise<KeyDraft | undefined> {
    const load = () => import('./key-dialog').then((m) => m.KeyDialog);
    return this.dialogs.open<KeyDraft>(load, { data: key, width: '480px' });
  }

  private async issue(command: () => Promise<CreatedKey>, title: string): Promise<void> {
    try {
      const created = await command();
      if (created.kind === 'public') this.issued.keep(this.project().id, created.key);
      const load = () => import('./issued-key-dialog').then((m) => m.IssuedKeyDialog);
      void this.dialogs.open(load, {
        data: { title, key: created.key, secret: created.kind !== 'public' },
        width: '560px',
        // It cannot be shown again, so a stray click must not close it.
        disableClose: true,
      });
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.answer.reload();
  }

  private async run(command: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await command();
      this.toasts.say(done);
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.answer.reload();
  }
}
