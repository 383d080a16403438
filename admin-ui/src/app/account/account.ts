import { Component } from '@angular/core';
import { PageHeader } from '../ui/page-header';
import { PasswordForm } from './password-form';
import { ProfileForm } from './profile-form';
import { SignInList } from './sign-in-list';

@Component({
  selector: 'app-account',
  imports: [PageHeader, PasswordForm, ProfileForm, SignInList],
  host: { class: 'page narrow' },
  template: `
    <app-page-header heading="Account" />
    <div class="cards">
      <app-profile-form />
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
