import { Component, computed, inject, resource } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { PublicLink } from '../api/models';
import { sentenceOf } from '../api/problem';
import { CurrentProject } from '../projects/current-project';
import { readFilters } from '../question/asked-filters';
import { Definitions } from '../question/definitions';
import { sentenceOfFilter } from '../question/filter-words';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { CopyButton } from '../ui/copy-button';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { Clock } from '../ui/time/clock';
import { dayOf } from '../ui/time/moment';
import { TimeAgo } from '../ui/time/time-ago';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { CopySnippet } from '../ui/code/copy-snippet';
import { embedCode, linkState } from './link-state';

/** Public links to the dashboard: who may look, at what, until when. */
@Component({
  selector: 'app-links',
  imports: [
    Button,
    Card,
    CopyButton,
    CopySnippet,
    EmptyState,
    ErrorState,
    Icon,
    SayPipe,
    Skeleton,
    TimeAgo,
  ],
  templateUrl: './links.html',
  styleUrls: ['./keys.scss', './links.scss'],
})
export class Links {
  private readonly api = inject(Api);
  private readonly dialogs = inject(Dialogs);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly clock = inject(Clock);
  private readonly definitions = inject(Definitions);
  private readonly current = inject(CurrentProject);

  protected readonly project = computed(() => this.current.required());
  protected readonly answer = resource({
    params: () => this.project().id,
    loader: ({ params: id }) =>
      this.api.get<{ data: readonly PublicLink[] }>(apiUrl`/projects/${id}/links`),
  });
  private readonly kept = steady(this.answer, () => this.project().id);
  protected readonly error = this.kept.error;
  protected readonly links = computed(() =>
    this.kept.value()?.data.map((link) => ({
      ...link,
      state: linkState(link, this.clock.minute()),
      shows: readFilters(link.filters)
        .map((filter) => sentenceOfFilter(filter, this.definitions.nameOf))
        .join(' · '),
      until: link.expires_at
        ? dayOf(new Date(Date.parse(link.expires_at) - 1).toISOString(), this.project().timezone)
        : null,
      framed: link.embed_origins.includes('*')
        ? say('any page may frame it')
        : link.embed_origins.length > 0
          ? say('framed by {0}', link.embed_origins.join(', '))
          : '',
      code: link.embed_origins.length > 0 ? embedCode(link) : null,
    })),
  );
  protected readonly open = computed(() => this.links()?.filter(({ state }) => state === 'open'));
  protected readonly over = computed(() => this.links()?.filter(({ state }) => state !== 'open'));

  constructor() {
    this.definitions.need('goal', 'cohort', 'segment');
  }

  protected async create(): Promise<void> {
    const load = () => import('./link-dialog').then((m) => m.LinkDialog);
    const link = await this.dialogs.open<PublicLink>(load, {
      data: this.project(),
      width: '520px',
      autoFocus: 'input',
    });
    if (!link) return;
    this.toasts.say(say('Link made'));
    this.answer.reload();
  }

  protected async revoke({ id, name }: Pick<PublicLink, 'id' | 'name'>): Promise<void> {
    const sure = await this.confirm.ask({
      title: say('Revoke the link «{0}»?', name),
      text: say('Whoever looks through it sees nothing more from now on. This cannot be undone.'),
      action: say('Revoke link'),
    });
    if (!sure) return;
    try {
      await this.api.delete(apiUrl`/projects/${this.project().id}/links/${id}`);
      this.toasts.say(say('Link revoked'));
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.answer.reload();
  }
}
