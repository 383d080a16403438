import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { AwayBanner } from './shell/away-banner';
import { ToastHost } from './ui/toast-host';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet, AwayBanner, ToastHost],
  template: `
    <app-away-banner />
    <router-outlet />
    <app-toast-host />
  `,
})
export class App {}
