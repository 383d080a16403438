import { Component, inject, input, resource } from '@angular/core';
import { Button } from '../ui/button';
import { Router, RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';
import { Skeleton } from '../ui/skeleton';
import { Door } from './door';
import { Registration } from './registration';
import { ownPath } from './session-guards';
import { SetupState } from './setup-state';

@Component({
  selector: 'app-sign-up',
  imports: [Door, EmptyState, Button, Registration, RouterLink, Skeleton],
  template: `
    <app-door heading="Create an account" i18n-heading>
      @if (setup.value(); as state) {
        @if (state.sign_up || state.needs_owner) {
          <app-registration action="Create account" i18n-action (done)="goOn()" />
        } @else {
          <app-empty-state
            icon="shield"
            heading="Sign-up is closed"
            i18n-heading
            text="The owner of this installation creates accounts. Ask them for one."
            i18n-text
          >
            <a appButton="filled" routerLink="/sign-in" i18n>Sign in</a>
          </app-empty-state>
        }
      } @else {
        <app-skeleton height="300px" />
      }
      <ng-container below i18n>
        Already have one?
        <a routerLink="/sign-in" [queryParams]="{ then: then() }">Sign in</a>
      </ng-container>
    </app-door>
  `,
})
export class SignUp {
  private readonly router = inject(Router);
  private readonly setupState = inject(SetupState);
  readonly then = input<string>();
  protected readonly setup = resource({ loader: () => this.setupState.read() });

  protected goOn(): void {
    void this.router.navigateByUrl(ownPath(this.then()));
  }
}
