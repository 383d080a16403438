import { httpResource } from '@angular/common/http';
import { Component, DestroyRef, computed, effect, inject, signal, untracked } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import { CurrentProject } from '../projects/current-project';
import { countryName } from '../ui/country';
import { MinuteBars } from '../ui/charts/minute-bars';
import { Dialogs } from '../ui/dialogs';
import { ErrorState } from '../ui/error-state';
import { LiveDot } from '../ui/live-dot';
import { steady } from '../ui/steady';
import { Skeleton } from '../ui/skeleton';
import { Feed } from './feed';
import { FeedList } from './feed-list';
import type { LiveNow } from '../api/models';
import type { LiveEvent } from '../api/live-messages';
import type { LiveWatch } from '../api/live-socket';
import { LiveSocket } from '../api/live-socket';
import { LiveRows } from './live-rows';
import { CountPipe } from '../ui/numbers/count-pipe';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** The lists follow what happens, but not more often than a person can read. */
const LISTS_MS = 5_000;
const IDLE_MS = 30_000;

/** Who is here now and what they do, pushed as it happens. */
@Component({
  selector: 'app-live-page',
  imports: [
    SayPipe,
    CountPipe,
    ErrorState,
    FeedList,
    LiveDot,
    LiveRows,
    MinuteBars,
    RouterLink,
    Skeleton,
  ],
  providers: [Feed],
  templateUrl: './live-page.html',
  styleUrl: './live-page.scss',
})
export class LivePage {
  private readonly current = inject(CurrentProject);
  private readonly socket = inject(LiveSocket);
  private readonly dialogs = inject(Dialogs);
  protected readonly feed = inject(Feed);
  private watch: LiveWatch | null = null;
  private asked = 0;
  private dirty = false;

  protected readonly projectId = computed(() => this.current.required().id);
  protected readonly zone = computed(() => this.current.required().timezone);
  protected readonly behind = this.socket.behind;
  private readonly pushed = signal<{ count: number; minutes: readonly number[] } | null>(null);
  private readonly count = signal<number | null>(null);
  protected readonly drops = signal<readonly Drop[]>([]);

  private readonly request = httpResource<LiveNow>(
    () => apiUrl`/analytics/${this.projectId()}/live`,
  );
  private readonly answer = steady(this.request, this.projectId);
  protected readonly error = this.answer.error;
  protected readonly live = this.answer.value;
  protected readonly online = computed(() => this.count() ?? this.live()?.online ?? null);
  protected readonly minutes = computed(
    () => this.pushed()?.minutes ?? this.live()?.minutes ?? null,
  );
  protected readonly countries = computed(() =>
    this.live()?.countries.map(({ value, visitors }) => ({
      text: value ? countryName(value) : say('Unknown'),
      flag: value || null,
      visitors,
    })),
  );
  protected readonly pages = computed(() => this.named(this.live()?.pages, say('No page')));
  protected readonly sources = computed(() =>
    this.named(this.live()?.sources, say('Direct / none')),
  );
  protected readonly dropped = computed(() =>
    this.drops().reduce((sum, { count }) => sum + count, 0),
  );

  constructor() {
    effect((onCleanup) => {
      const id = this.projectId();
      untracked(() => this.open(id));
      onCleanup(() => this.watch?.stop());
    });
    effect(() => this.watch?.filter(this.feed.filter()));
    this.keepFilterInAddress();
    const timer = setInterval(() => this.refresh(Date.now()), 1_000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected again(): void {
    this.request.reload();
  }

  protected async show(event: LiveEvent): Promise<void> {
    const load = () => import('./event-details').then((m) => m.EventDetails);
    await this.dialogs.open(load, {
      data: { event, zone: this.zone(), projectId: this.projectId() },
      position: { right: '0', top: '0' },
      width: '480px',
      maxWidth: '100vw',
      height: '100dvh',
      maxHeight: '100dvh',
      panelClass: 'drawer',
      ariaLabel: say('Event'),
    });
  }

  private open(id: string): void {
    this.feed.start();
    this.count.set(null);
    this.pushed.set(null);
    this.drops.set([]);
    // What is missing is shown as missing by the page itself; the line brings the rest.
    void this.feed.catchUp(id).catch(() => null);
    this.watch = this.socket.watch(
      id,
      {
        online: (count, minutes) => {
          this.count.set(count);
          if (minutes) this.pushed.set({ count, minutes });
        },
        events: (message) => {
          this.feed.receive(message);
          this.dirty = true;
        },
        drops: ({ items }) => this.drops.update((before) => added(before, items)),
        resumed: () => {
          this.dirty = true;
          void this.feed.catchUp(id).catch(() => null);
        },
      },
      untracked(this.feed.filter),
    );
  }

  private keepFilterInAddress(): void {
    const [router, route] = [inject(Router), inject(ActivatedRoute)];
    const asked = route.snapshot.queryParamMap;
    this.feed.ask({
      event: asked.get('event') ?? undefined,
      text: asked.get('text') ?? undefined,
    });
    effect(() => {
      const { event = null, text = null } = this.feed.filter();
      void router.navigate([], {
        relativeTo: route,
        queryParams: { event, text },
        queryParamsHandling: 'merge',
        replaceUrl: true,
      });
    });
  }

  private refresh(now: number): void {
    if (document.hidden) return;
    this.feed.tick();
    const wait = this.dirty ? LISTS_MS : IDLE_MS;
    if (now - this.asked < wait) return;
    this.asked = now;
    this.dirty = false;
    this.request.reload();
  }

  private named(rows: LiveNow['pages'] | undefined, missing: string) {
    return rows?.map(({ value, visitors }) => ({ text: value || missing, flag: null, visitors }));
  }
}

interface Drop {
  readonly reason: string;
  readonly count: number;
}

// Each message tells only what was turned away since the one before.
function added(before: readonly Drop[], now: readonly Drop[]): Drop[] {
  const counts = new Map(before.map(({ reason, count }) => [reason, count]));
  for (const { reason, count } of now) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}
