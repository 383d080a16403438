import { Component, inject, input, resource, signal } from '@angular/core';
import { FormField, FormRoot, form, required } from '@angular/forms/signals';
import { Button } from '../ui/button';
import { Router, RouterLink } from '@angular/router';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { PasswordInput } from '../ui/form/password-input';
import { sending } from '../ui/form/sending';
import { Door } from './door';
import { Session } from './session';
import { ownPath } from './session-guards';
import { SetupState } from './setup-state';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

@Component({
  selector: 'app-sign-in',
  imports: [
    SayPipe,
    Door,
    Field,
    FormError,
    FormField,
    FormRoot,
    Button,
    PasswordInput,
    RouterLink,
  ],
  template: `
    <app-door
      heading="Sign in"
      i18n-heading
      [text]="(ended() ? 'Your session ended. Sign in to go on.' : '') | say"
    >
      <form class="fields" [formRoot]="form">
        <app-form-error [form]="form" />
        <app-field label="Email" i18n-label [field]="form.email">
          <input
            type="email"
            autocomplete="username"
            autocapitalize="off"
            spellcheck="false"
            [formField]="form.email"
          />
        </app-field>
        <app-field label="Password" i18n-label [field]="form.password">
          <app-password-input autocomplete="current-password" [formField]="form.password" />
        </app-field>
        <button appButton="filled" type="submit" [disabled]="form().submitting()">
          {{ (form().submitting() ? 'Signing in …' : 'Sign in') | say }}
        </button>
      </form>
      @if (setup.value()?.needs_owner) {
        <ng-container below i18n>
          Nobody has an account yet. <a routerLink="/welcome">Create the owner</a>
        </ng-container>
      } @else if (setup.value()?.sign_up) {
        <ng-container below i18n>
          New here?
          <a routerLink="/sign-up" [queryParams]="{ then: then() }">Create an account</a>
        </ng-container>
      }
    </app-door>
  `,
})
export class SignIn {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly setupState = inject(SetupState);
  readonly then = input<string>();
  readonly ended = input<string>();

  protected readonly setup = resource({ loader: () => this.setupState.read() });
  private readonly answers = signal({ email: '', password: '' });
  protected readonly form = form(
    this.answers,
    (path) => {
      required(path.email, { message: say('Enter your email address.') });
      required(path.password, { message: say('Enter your password.') });
    },
    {
      submission: sending(async ({ email, password }) => {
        await this.session.signIn(email.trim(), password);
        await this.router.navigateByUrl(ownPath(this.then()));
      }),
    },
  );
}
