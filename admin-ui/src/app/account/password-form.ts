import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, minLength, required } from '@angular/forms/signals';
import { Button } from '../ui/button';
import { Api, apiUrl } from '../api/api';
import { Card } from '../ui/card';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { PasswordInput } from '../ui/form/password-input';
import { sending } from '../ui/form/sending';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';

const EMPTY = { current_password: '', new_password: '' };

@Component({
  selector: 'app-password-form',
  imports: [Card, Field, FormError, FormField, FormRoot, Button, PasswordInput],
  template: `
    <app-card
      heading="Password"
      i18n-heading
      hint="Changing it signs out every other device."
      i18n-hint
    >
      <form class="fields" [formRoot]="form">
        <app-form-error [form]="form" />
        <div class="pair">
          <app-field label="Current password" i18n-label [field]="form.current_password">
            <app-password-input
              autocomplete="current-password"
              [formField]="form.current_password"
            />
          </app-field>
          <app-field
            label="New password"
            i18n-label
            hint="At least 10 characters."
            i18n-hint
            [field]="form.new_password"
          >
            <app-password-input autocomplete="new-password" [formField]="form.new_password" />
          </app-field>
        </div>
        <div class="form-end">
          <button
            appButton="filled"
            type="submit"
            [disabled]="!form().dirty() || form().submitting()"
            i18n
          >
            Change password
          </button>
        </div>
      </form>
    </app-card>
  `,
})
export class PasswordForm {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  private readonly answers = signal(EMPTY);
  protected readonly form = form(
    this.answers,
    (path) => {
      required(path.current_password, { message: say('Enter the password you use now.') });
      required(path.new_password, { message: say('Choose a new password.') });
      minLength(path.new_password, 10, { message: say('Use at least 10 characters.') });
    },
    {
      submission: sending(async (values, tree) => {
        await this.api.post(apiUrl`/auth/password`, values);
        tree().reset(EMPTY);
        this.toasts.say(say('Password changed'));
      }),
    },
  );
}
