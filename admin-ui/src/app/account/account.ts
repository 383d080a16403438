import { Component } from '@angular/core';
import { PageHeader } from '../ui/page-header';
import { LanguageChoice } from './language-choice';
import { PasswordForm } from './password-form';
import { ProfileForm } from './profile-form';
import { SignInList } from './sign-in-list';

@Component({
  selector: 'app-account',
  imports: [LanguageChoice, PageHeader, PasswordForm, ProfileForm, SignInList],
  host: { class: 'page narrow' },
  template: `
    <app-page-header heading="Account" i18n-heading />
    <div class="cards">
      <app-profile-form />
      <app-language-choice />
      <app-password-form />
      <app-sign-in-list />
    </div>
  `,
  styles: `
    .cards {
      display: grid;
      gap: var(--space-4);
    }
  `,
})
export class Account {}
