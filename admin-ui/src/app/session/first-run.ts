import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Door } from './door';
import { Registration } from './registration';

/** The first page of a new installation: whoever fills it in owns it. */
@Component({
  selector: 'app-first-run',
  imports: [Door, Registration],
  template: `
    <app-door
      heading="Welcome"
      i18n-heading
      text="Create the owner of this installation. The account stays on this server; nothing is sent anywhere."
      i18n-text
    >
      <app-registration action="Create the owner" i18n-action (done)="goOn()" />
    </app-door>
  `,
})
export class FirstRun {
  private readonly router = inject(Router);

  protected goOn(): void {
    void this.router.navigateByUrl('/start');
  }
}
