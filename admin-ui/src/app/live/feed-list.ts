import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { countryName } from '../ui/country';
import { EmptyState } from '../ui/empty-state';
import { Flag } from '../ui/flag';
import { Icon } from '../ui/icon';
import { Shortcuts } from '../ui/shortcuts';
import { Skeleton } from '../ui/skeleton';
import { Feed } from './feed';
import type { LiveEvent } from '../api/live-messages';

const TYPING_MS = 250;

/** The stream of events, newest on top: pause, filter, look inside. */
@Component({
  selector: 'app-feed-list',
  imports: [EmptyState, Flag, Icon, MatButton, RouterLink, Skeleton],
  templateUrl: './feed-list.html',
  styleUrl: './feed-list.scss',
})
export class FeedList {
  readonly zone = input.required<string>();
  readonly open = output<LiveEvent>();

  protected readonly feed = inject(Feed);
  private typing: ReturnType<typeof setTimeout> | null = null;
  private readonly clock = computed(
    () =>
      new Intl.DateTimeFormat(undefined, {
        timeZone: this.zone(),
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
      }),
  );
  private readonly day = computed(
    () =>
      new Intl.DateTimeFormat(undefined, { timeZone: this.zone(), day: 'numeric', month: 'short' }),
  );

  protected readonly filtering = computed(() => {
    const { event, text } = this.feed.filter();
    return Boolean(event || text);
  });
  protected readonly pace = computed(() => {
    const { shown, happened } = this.feed.rate();
    const round = (rate: number) =>
      rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString();
    if (happened === 0) return '';
    return happened > shown * 1.02
      ? `showing ${round(shown)} of ${round(happened)}/s`
      : `${round(happened)}/s`;
  });
  protected readonly rows = computed(() => {
    const today = this.day().format(Date.now());
    return this.feed.events().map((event) => {
      const at = Date.parse(event.timestamp);
      const day = this.day().format(at);
      return {
        event,
        time: this.clock().format(at),
        day: day === today ? '' : day,
        icon: event.event === 'page_view' ? ('page' as const) : ('bolt' as const),
        where: event.path ?? event.page_url ?? '',
        flag: event.country,
        country: event.country ? countryName(event.country) : '',
        about: [event.browser, event.os].filter(Boolean).join(' · '),
      };
    });
  });

  constructor() {
    inject(Shortcuts).register([
      {
        keys: ' ',
        label: 'Pause or resume the feed (Space)',
        group: 'Live',
        run: () => this.toggle(),
      },
    ]);
  }

  protected toggle(): void {
    if (this.feed.held()) this.feed.release();
    else this.feed.hold();
  }

  protected type(text: string): void {
    if (this.typing !== null) clearTimeout(this.typing);
    this.typing = setTimeout(
      () => this.feed.ask({ ...this.feed.filter(), text: text.trim() || undefined }),
      TYPING_MS,
    );
  }

  protected only(event: string | undefined): void {
    this.feed.ask({ ...this.feed.filter(), event });
  }

  protected clear(box: HTMLInputElement): void {
    box.value = '';
    this.feed.ask({});
  }
}
