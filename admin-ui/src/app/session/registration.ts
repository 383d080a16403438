import { Component, inject, input, output, signal } from '@angular/core';
import { FormField, FormRoot, email, form, minLength, required } from '@angular/forms/signals';
import { Button } from '../ui/button';
import { Api, apiUrl } from '../api/api';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { PasswordInput } from '../ui/form/password-input';
import { sending } from '../ui/form/sending';
import { Session } from './session';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** Creates an account and signs in with it: for the owner, and for others where they may. */
@Component({
  selector: 'app-registration',
  imports: [SayPipe, Field, FormError, FormField, FormRoot, Button, PasswordInput],
  template: `
    <form class="fields" [formRoot]="form">
      <app-form-error [form]="form" />
      <app-field label="Name" i18n-label [optional]="true" [field]="form.full_name">
        <input autocomplete="name" [formField]="form.full_name" />
      </app-field>
      <app-field label="Email" i18n-label [field]="form.email">
        <input
          type="email"
          autocomplete="username"
          autocapitalize="off"
          spellcheck="false"
          [formField]="form.email"
        />
      </app-field>
      <app-field
        label="Password"
        i18n-label
        hint="At least 10 characters. A sentence is easy to remember."
        i18n-hint
        [field]="form.password"
      >
        <app-password-input autocomplete="new-password" [formField]="form.password" />
      </app-field>
      <button appButton="filled" type="submit" [disabled]="form().submitting()">
        {{ form().submitting() ? ('Creating …' | say) : action() }}
      </button>
    </form>
  `,
})
export class Registration {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  readonly action = input.required<string>();
  readonly done = output<void>();

  private readonly answers = signal({ full_name: '', email: '', password: '' });
  protected readonly form = form(
    this.answers,
    (path) => {
      required(path.email, { message: say('Enter your email address.') });
      email(path.email, { message: say('That does not look like an email address.') });
      required(path.password, { message: say('Choose a password.') });
      minLength(path.password, 10, { message: say('Use at least 10 characters.') });
    },
    {
      submission: sending(async ({ email: typed, password, full_name }) => {
        const address = typed.trim();
        const name = full_name.trim() || undefined;
        await this.api.post(apiUrl`/auth/register`, { email: address, password, full_name: name });
        await this.session.signIn(address, password);
        this.done.emit();
      }),
    },
  );
}
