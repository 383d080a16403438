import { Component, DOCUMENT, effect, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter } from 'rxjs';
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

  constructor() {
    const document = inject(DOCUMENT);
    const arrived = toSignal(
      inject(Router).events.pipe(filter((event) => event instanceof NavigationEnd)),
    );
    // What index.html shows until there is something else to see.
    effect(() => {
      if (arrived() || this.resuming.secondsLeft() !== null)
        document.querySelector('.opening')?.remove();
    });
  }
}
