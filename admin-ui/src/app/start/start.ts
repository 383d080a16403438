import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { sentenceOf } from '../api/problem';
import { Session } from '../session/session';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toast';
import { DemoMaker } from './demo-maker';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** The first choice of a new owner: a project of their own, or one that is full already. */
@Component({
  selector: 'app-start',
  imports: [SayPipe, Icon, RouterLink],
  providers: [DemoMaker],
  host: { class: 'page narrow' },
  template: `
    <h1>{{ name() ? ('Welcome, {0}' | say: name()) : ('Welcome' | say) }}</h1>
    <p class="soft" i18n>Where do you want to begin?</p>
    <div class="choices">
      <a class="choice" routerLink="/projects/new">
        <span class="mark"><app-icon name="plus" [size]="22" /></span>
        <strong i18n>Create a project</strong>
        <span class="soft" i18n
          >A name and a time zone; then one line of code for your site. The first visitor shows up
          within a second.</span
        >
      </a>
      <button class="choice" type="button" [disabled]="maker.progress() !== null" (click)="make()">
        <span class="mark"><app-icon name="bars" [size]="22" /></span>
        <strong i18n>Explore with demo data</strong>
        @if (maker.progress() === null) {
          <span class="soft" i18n
            >A month of a small shop, invented on the spot: visits, purchases, people. Delete it
            whenever you have seen enough.</span
          >
        } @else {
          <span class="soft" i18n>Inventing a month of visits …</span>
          <progress
            aria-label="Sent so far"
            i18n-aria-label
            max="1"
            [value]="maker.progress()"
          ></progress>
        }
      </button>
    </div>
  `,
  styles: `
    :host {
      padding-top: 10vh;
    }

    .choices {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
      gap: var(--space-4);
      margin-top: var(--space-5);
    }

    .choice {
      display: grid;
      align-content: start;
      gap: var(--space-2);
      min-height: 190px;
      padding: var(--space-5);
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
      background: var(--surface);
      color: var(--ink);
      font: inherit;
      text-align: start;
      text-decoration: none;
      box-shadow: var(--shadow);
      cursor: pointer;
      transition: border-color var(--quick);
    }

    .choice:hover {
      border-color: var(--accent);
    }

    .mark {
      display: grid;
      place-items: center;
      width: 44px;
      height: 44px;
      margin-bottom: var(--space-1);
      border-radius: 50%;
      background: var(--accent-soft);
      color: var(--accent);
    }

    strong {
      font-size: var(--text-l);
      font-weight: 600;
    }
  `,
})
export class Start {
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);
  protected readonly maker = inject(DemoMaker);
  protected readonly name = () => this.session.user()?.full_name?.split(' ')[0] ?? '';

  protected async make(): Promise<void> {
    try {
      const id = await this.maker.make(Date.now());
      await this.router.navigate(['/projects', id], { queryParams: { period: '30d' } });
    } catch (refused) {
      this.toasts.complain(say('The demo was not made: {0}', sentenceOf(refused)));
    }
  }
}
