import {
  Component,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { FormField, FormRoot, form, required } from '@angular/forms/signals';
import { CurrentProject } from '../projects/current-project';
import { Door } from '../session/door';
import { Looking } from '../session/looking';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { PasswordInput } from '../ui/form/password-input';
import { sending } from '../ui/form/sending';
import { Skeleton } from '../ui/skeleton';
import { ThemeSwitch } from '../ui/theme-switch';
import { say } from '../ui/words/say';
import { Dashboard } from './dashboard';

/** The dashboard for whoever has a public link to it: that, and nothing else. */
@Component({
  selector: 'app-shared-dashboard',
  imports: [
    Button,
    Dashboard,
    Door,
    EmptyState,
    ErrorState,
    Field,
    FormError,
    FormField,
    FormRoot,
    PasswordInput,
    Skeleton,
    ThemeSwitch,
  ],
  template: `
    @if (shown(); as project) {
      <header>
        <strong class="cut">{{ project.name }}</strong>
        @if (project.domain) {
          <span class="faint cut domain">{{ project.domain }}</span>
        }
        @if (looking.locked()) {
          <span class="chip" i18n>a part of it</span>
        }
        <app-theme-switch />
      </header>
      <main><app-dashboard /></main>
    } @else if (looking.refusal() === 'password') {
      <app-door
        heading="This dashboard has a password"
        i18n-heading
        text="Whoever gave you the link knows it."
        i18n-text
      >
        <form class="fields" [formRoot]="form">
          <app-form-error [form]="form" />
          <app-field label="Password" i18n-label [field]="form.password">
            <app-password-input autocomplete="current-password" [formField]="form.password" />
          </app-field>
          <button appButton="filled" type="submit" [disabled]="form().submitting()" i18n>
            Open the dashboard
          </button>
        </form>
      </app-door>
    } @else if (looking.refusal() === 'gone') {
      <main>
        <h1 class="unseen" i18n>Not found</h1>
        <app-empty-state
          class="page"
          icon="link"
          heading="This link opens nothing"
          i18n-heading
          text="It has ended or was revoked, or a part of it is missing. Ask whoever gave it to you for a new one."
          i18n-text
        />
      </main>
    } @else if (failure(); as error) {
      <main class="page">
        <h1 class="unseen" i18n>Dashboard</h1>
        <app-error-state [error]="error" (retry)="enter(slug())" />
      </main>
    } @else {
      <main class="page" aria-busy="true">
        <app-skeleton height="36px" width="280px" />
        <app-skeleton class="block" height="420px" />
      </main>
    }
  `,
  styles: `
    :host {
      display: block;
    }

    header {
      display: flex;
      align-items: center;
      gap: var(--space-3);
      width: 100%;
      max-width: var(--page-width);
      margin-inline: auto;
      padding: var(--space-3) var(--gutter) 0;
    }

    strong {
      font-size: var(--text-l);
      font-weight: 600;
    }

    .chip {
      flex: none;
      padding: 0 7px;
      border: 1px solid var(--line);
      border-radius: 10px;
      color: var(--ink-soft);
      font-size: var(--text-xs);
      line-height: 18px;
    }

    app-theme-switch {
      flex: none;
      margin-left: auto;
    }

    app-empty-state {
      min-height: 80dvh;
    }

    .block {
      margin-top: var(--space-5);
    }

    @media (width < 480px) {
      .domain {
        display: none;
      }
    }
  `,
})
export class SharedDashboard {
  protected readonly looking = inject(Looking);
  private readonly current = inject(CurrentProject);
  readonly slug = input.required<string>();
  protected readonly failure = signal<unknown>(null);
  /** The project, once its dashboard may be asked. */
  protected readonly shown = computed(() =>
    this.current.shared() ? this.looking.project() : null,
  );
  protected readonly form = form(
    signal({ password: '' }),
    (path) => required(path.password, { message: say('Enter the password.') }),
    {
      submission: sending(async ({ password }: { password: string }) => {
        await this.looking.enter(this.slug(), password).catch((failure: unknown) => {
          this.looking.askPassword();
          throw failure;
        });
      }),
    },
  );

  constructor() {
    effect(() => {
      const slug = this.slug();
      untracked(() => void this.enter(slug));
    });
    effect(() => {
      const project = this.looking.project();
      // What is over keeps its project until the page goes: its panels must not lose it before they go.
      if (project) untracked(() => this.current.lend(project));
    });
    inject(DestroyRef).onDestroy(() => {
      this.current.lend(null);
      this.looking.leave();
    });
  }

  protected async enter(slug: string): Promise<void> {
    this.failure.set(null);
    try {
      await this.looking.enter(slug, null);
    } catch (failure) {
      this.failure.set(failure);
    }
  }
}
