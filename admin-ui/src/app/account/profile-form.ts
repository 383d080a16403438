import { Component, effect, inject, signal, untracked } from '@angular/core';
import { FormField, FormRoot, form, maxLength } from '@angular/forms/signals';
import { Button } from '../ui/button';
import { Api, apiUrl } from '../api/api';
import type { User } from '../api/models';
import { Session } from '../session/session';
import { Card } from '../ui/card';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { sending } from '../ui/form/sending';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';

@Component({
  selector: 'app-profile-form',
  imports: [Card, Field, FormError, FormField, FormRoot, Button],
  template: `
    <app-card heading="Profile" i18n-heading>
      <form class="fields" [formRoot]="form">
        <app-form-error [form]="form" />
        <div class="pair">
          <app-field label="Name" i18n-label [field]="form.full_name">
            <input autocomplete="name" [formField]="form.full_name" />
          </app-field>
          <app-field label="Email" i18n-label hint="You sign in with it." i18n-hint>
            <input type="email" readonly [value]="session.user()?.email ?? ''" />
          </app-field>
        </div>
        <div class="form-end">
          <button
            appButton="filled"
            type="submit"
            [disabled]="!form().dirty() || form().submitting()"
            i18n
          >
            Save
          </button>
        </div>
      </form>
    </app-card>
  `,
})
export class ProfileForm {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly session = inject(Session);

  private readonly answers = signal({ full_name: '' });
  protected readonly form = form(
    this.answers,
    (path) => maxLength(path.full_name, 200, { message: say('That is too long.') }),
    {
      submission: sending(async (values) => {
        const full_name = values.full_name.trim() || null;
        this.session.rename(await this.api.patch<User>(apiUrl`/auth/me`, { full_name }));
        this.toasts.say(say('Name saved'));
      }),
    },
  );

  constructor() {
    effect(() => {
      const full_name = this.session.user()?.full_name ?? '';
      untracked(() => this.form().reset({ full_name }));
    });
  }
}
