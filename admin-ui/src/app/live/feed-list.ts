import { Component, computed, inject, input, output } from '@angular/core';
import { Button } from '../ui/button';
import { RouterLink } from '@angular/router';
import { Flag, countryName } from '../ui/country';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { Shortcuts } from '../ui/shortcuts';
import { Skeleton } from '../ui/skeleton';
import { Feed } from './feed';
import type { LiveEvent } from '../api/live-messages';
import { locale } from '../ui/language';
import { CountPipe } from '../ui/numbers/count-pipe';
import { exact } from '../ui/numbers/number-format';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

const TYPING_MS = 250;
const READING_PX = 60;

interface FeedRow {
  readonly event: LiveEvent;
  readonly time: string;
  /** Named only when it is not today. */
  readonly day: string;
  readonly icon: IconName;
  readonly where: string;
  readonly country: string;
  readonly about: string;
}

function rowOf(
  event: LiveEvent,
  clock: Intl.DateTimeFormat,
  days: Intl.DateTimeFormat,
  today: string,
): FeedRow {
  const at = Date.parse(event.timestamp);
  const day = days.format(at);
  return {
    event,
    time: clock.format(at),
    day: day === today ? '' : day,
    icon: event.event === 'page_view' ? 'page' : 'bolt',
    where: event.path ?? event.page_url ?? '',
    country: event.country ? countryName(event.country) : '',
    about: [event.browser, event.os].filter(Boolean).join(' · '),
  };
}

/** The stream of events, newest on top: pause, filter, look inside. */
@Component({
  selector: 'app-feed-list',
  imports: [SayPipe, CountPipe, EmptyState, Flag, Icon, Button, RouterLink, Skeleton],
  templateUrl: './feed-list.html',
  styleUrl: './feed-list.scss',
})
export class FeedList {
  readonly zone = input.required<string>();
  readonly open = output<LiveEvent>();

  protected readonly feed = inject(Feed);
  private typing: ReturnType<typeof setTimeout> | null = null;
  private reading = false;
  private readonly clock = computed(
    () =>
      new Intl.DateTimeFormat(locale, {
        timeZone: this.zone(),
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
      }),
  );
  private readonly day = computed(
    () =>
      new Intl.DateTimeFormat(locale, { timeZone: this.zone(), day: 'numeric', month: 'short' }),
  );

  protected readonly filtering = computed(() => {
    const { event, text } = this.feed.filter();
    return Boolean(event || text);
  });
  protected readonly pace = computed(() => {
    const { shown, happened } = this.feed.rate();
    const round = (rate: number) =>
      exact(rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate), 'ratio');
    if (happened === 0) return '';
    return happened > shown * 1.02
      ? say('showing {0} of {1}/s', round(shown), round(happened))
      : `${round(happened)}/s`;
  });
  /** An event looks the same every time it is drawn, so its words are made once. */
  private readonly look = computed(() => {
    const [clock, day] = [this.clock(), this.day()];
    const today = day.format(Date.now());
    const known = new WeakMap<LiveEvent, FeedRow>();
    return (event: LiveEvent): FeedRow => {
      const row = known.get(event) ?? rowOf(event, clock, day, today);
      known.set(event, row);
      return row;
    };
  });
  protected readonly rows = computed(() => {
    const look = this.look();
    return this.feed.events().map(look);
  });

  constructor() {
    inject(Shortcuts).register([
      {
        keys: ' ',
        label: say('Pause or resume the feed (Space)'),
        group: say('Live'),
        run: () => this.toggle(),
      },
    ]);
  }

  /** Who scrolls down is reading: the feed waits until the top is in sight again. */
  protected scrolled(list: HTMLElement): void {
    if (list.scrollTop > READING_PX && !this.feed.held()) {
      this.reading = true;
      this.feed.hold();
    } else if (list.scrollTop === 0 && this.reading) this.resume(list);
  }

  protected resume(list: HTMLElement): void {
    this.reading = false;
    this.feed.release();
    list.scrollTop = 0;
  }

  protected toggle(): void {
    this.reading = false;
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
