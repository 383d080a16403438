import { httpResource } from '@angular/common/http';
import { Component, computed } from '@angular/core';
import { apiUrl } from '../api/api';
import type { ProjectStorage, StorageReport, SystemStanding } from '../api/models';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { bytes } from '../ui/numbers/bytes';
import { duration, exact } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { type Column, TableCell } from '../ui/table/column';
import { DataTable } from '../ui/table/data-table';
import { TimeAgo } from '../ui/time/time-ago';
import { say } from '../ui/words/say';
import { askAgain } from './asking-again';

const AGAIN_MS = 5_000;
/** From here on somebody has to make room. */
const DISK_FULL = 0.9;

const modes: Readonly<Record<SystemStanding['mode'], string>> = {
  embedded: say('Embedded database'),
  postgresql: say('PostgreSQL of its own'),
  redis: say('PostgreSQL and Redis'),
};

/** Whether everything is well, and where the room goes. */
@Component({
  selector: 'app-overview',
  imports: [Card, DataTable, ErrorState, Skeleton, TableCell, TimeAgo],
  templateUrl: './overview.html',
  styleUrl: './overview.scss',
})
export class Overview {
  protected readonly answer = httpResource<SystemStanding>(() => apiUrl`/system`);
  protected readonly storage = httpResource<StorageReport>(() => apiUrl`/system/storage`);
  private readonly kept = steady(this.answer, () => '');
  private readonly keptStorage = steady(this.storage, () => '');
  protected readonly state = this.kept.value;
  protected readonly error = this.kept.error;
  protected readonly room = this.keptStorage.value;
  protected readonly roomError = this.keptStorage.error;

  protected readonly parts = computed(() => {
    const state = this.state();
    if (!state) return [];
    const { database, queue, workers, disk } = state;
    const idle = workers.filter(({ workers: count }) => count === 0).map(({ queue: name }) => name);
    const used = disk ? 1 - disk.free_bytes / disk.total_bytes : 0;
    return [
      {
        name: say('Database'),
        well: true,
        fact: say('PostgreSQL {0}, {1}', database.version, bytes(database.bytes)),
        note: say('answered in {0} ms', exact(Math.round(database.answered_ms), 'count')),
      },
      {
        name: say('Queue'),
        well: queue.state === 'ok' && queue.failed === 0,
        fact:
          queue.state === 'ok'
            ? say(
                '{0} waiting, {1} failed',
                exact(queue.waiting, 'count'),
                exact(queue.failed, 'count'),
              )
            : say('Away'),
        note:
          queue.oldest_waiting_ms === null
            ? say('nothing waits')
            : say('the oldest waits {0}', duration(queue.oldest_waiting_ms / 1_000)),
      },
      {
        name: say('Workers'),
        well: idle.length === 0,
        fact: exact(Math.max(0, ...workers.map(({ workers: count }) => count)), 'count'),
        note:
          idle.length === 0
            ? say('every queue has one')
            : say('nobody works on {0}', idle.join(', ')),
      },
      ...(disk
        ? [
            {
              name: say('Disk'),
              well: used < DISK_FULL,
              fact: say('{0} free', bytes(disk.free_bytes)),
              note: say('of {0}', bytes(disk.total_bytes)),
            },
          ]
        : []),
    ];
  });
  protected readonly mode = computed(() => {
    const state = this.state();
    return state ? modes[state.mode] : '';
  });

  protected readonly columns: readonly Column<ProjectStorage>[] = [
    { key: 'name', label: say('Project'), value: ({ name }) => name },
    {
      key: 'events',
      label: say('Events'),
      value: ({ events }) => events,
      text: ({ events }) => exact(events, 'count'),
      numeric: true,
    },
    {
      key: 'visits',
      label: say('Visits'),
      value: ({ visits }) => visits,
      text: ({ visits }) => exact(visits, 'count'),
      numeric: true,
      minor: true,
    },
    {
      key: 'oldest',
      label: say('First event'),
      value: ({ oldest_event }) => oldest_event,
      numeric: true,
      minor: true,
    },
    {
      key: 'bytes',
      label: say('Size'),
      value: ({ bytes: size }) => size,
      text: ({ bytes: size }) => bytes(size),
      numeric: true,
      share: true,
    },
  ];
  protected readonly rowKey = ({ id }: ProjectStorage) => id;
  protected readonly rowOf = (row: unknown) => row as ProjectStorage;
  protected readonly bySize = { key: 'bytes', direction: 'desc' } as const;
  protected readonly wellWord = say('is well');
  protected readonly illWord = say('needs attention');
  protected readonly since = (seconds: number) => duration(seconds);

  protected roomHint(size: number): string {
    return say('Events take {0}; estimated for each project.', bytes(size));
  }

  constructor() {
    askAgain(AGAIN_MS, () => {
      if (!this.answer.isLoading()) this.answer.reload();
    });
  }
}
