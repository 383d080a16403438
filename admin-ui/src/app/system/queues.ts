import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { QueueList, QueueStanding, QueueWork } from '../api/models';
import { sentenceOf } from '../api/problem';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { duration, exact } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { type Column, TableCell } from '../ui/table/column';
import { DataTable } from '../ui/table/data-table';
import { TimeAgo } from '../ui/time/time-ago';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';
import { askAgain } from './asking-again';
import { type Failure, failuresOf, failuresNotListed } from './failures';

const AGAIN_MS = 3_000;

/** What waits and runs, and the jobs that were given up, to be tried again or discarded. */
@Component({
  selector: 'app-queues',
  imports: [Button, Card, DataTable, EmptyState, ErrorState, Skeleton, TableCell, TimeAgo],
  templateUrl: './queues.html',
  styleUrl: './queues.scss',
})
export class Queues {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);

  protected readonly answer = httpResource<QueueList>(() => apiUrl`/system/queues`);
  private readonly kept = steady(this.answer, () => '');
  protected readonly error = this.kept.error;
  protected readonly queues = computed(() => this.kept.value()?.data);
  protected readonly failures = computed(() => failuresOf(this.queues() ?? []));
  protected readonly unlisted = computed(() => failuresNotListed(this.queues() ?? []));
  protected readonly busy = signal(false);

  protected readonly columns: readonly Column<QueueStanding>[] = [
    { key: 'name', label: say('Queue'), value: ({ name }) => name },
    {
      key: 'waiting',
      label: say('Waiting'),
      value: ({ waiting }) => waiting,
      text: ({ waiting }) => exact(waiting, 'count'),
      numeric: true,
    },
    {
      key: 'oldest',
      label: say('Oldest waits'),
      value: ({ oldest_waiting_ms }) => oldest_waiting_ms,
      text: ({ oldest_waiting_ms }) =>
        oldest_waiting_ms === null ? '–' : duration(oldest_waiting_ms / 1_000),
      numeric: true,
    },
    {
      key: 'active',
      label: say('Running'),
      value: ({ active }) => active,
      text: ({ active }) => exact(active, 'count'),
      numeric: true,
      minor: true,
    },
    {
      key: 'delayed',
      label: say('For later'),
      value: ({ delayed }) => delayed,
      text: ({ delayed }) => exact(delayed, 'count'),
      numeric: true,
      minor: true,
    },
    { key: 'failed', label: say('Failed'), value: ({ failed }) => failed, numeric: true },
  ];
  protected readonly rowKey = ({ name }: QueueStanding) => name;
  protected readonly standingOf = (row: unknown) => row as QueueStanding;
  protected readonly count = (value: number) => exact(value, 'count');

  constructor() {
    askAgain(AGAIN_MS, () => {
      if (!this.answer.isLoading()) this.answer.reload();
    });
  }

  protected async retry(queue: string, failure: Failure | null): Promise<void> {
    await this.work('retry', queue, failure, (jobs) => say('{0} are tried again', jobs));
  }

  protected async discard(queue: string, failure: Failure | null): Promise<void> {
    const sure = await this.confirm.ask({
      title: failure
        ? say('Discard this job of «{0}»?', queue)
        : say('Discard all failed jobs of «{0}»?', queue),
      text: say('What they were to do is not done. This cannot be undone.'),
      action: say('Discard job'),
    });
    if (sure) await this.work('discard', queue, failure, (jobs) => say('{0} discarded', jobs));
  }

  private async work(
    what: 'retry' | 'discard',
    queue: string,
    failure: Failure | null,
    done: (jobs: string) => string,
  ): Promise<void> {
    this.busy.set(true);
    try {
      const job = failure ? `?job=${encodeURIComponent(failure.id)}` : '';
      const { jobs } = await this.api.post<QueueWork>(
        `${apiUrl`/system/queues/${queue}/${what}`}${job}`,
      );
      this.toasts.say(done(exact(jobs, 'count')));
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.busy.set(false);
    this.answer.reload();
  }
}
