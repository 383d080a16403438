import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Resuming } from './session/resuming';
import { Waiting } from './session/waiting';
import { AwayBanner } from './shell/away-banner';
import { ToastHost } from './ui/toast-host';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet, AwayBanner, ToastHost, Waiting],
  template: `
    @if (resuming.secondsLeft() === null) {
      <app-away-banner />
    } @else {
      <app-waiting />
    }
    <router-outlet />
    <app-toast-host />
  `,
})
export class App {
  protected readonly resuming = inject(Resuming);
}
