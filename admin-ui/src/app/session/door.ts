import { Component, input } from '@angular/core';
import { Brand } from '../shell/brand';
import { ThemeSwitch } from '../ui/theme-switch';

/** The frame of the pages in front of the house: mark, title, one card. */
@Component({
  selector: 'app-door',
  imports: [Brand, ThemeSwitch],
  template: `
    <main>
      <app-brand />
      <h1>{{ heading() }}</h1>
      @if (text()) {
        <p class="lead">{{ text() }}</p>
      }
      <div class="card"><ng-content /></div>
      <p class="below"><ng-content select="[below]" /></p>
    </main>
    <footer><app-theme-switch /></footer>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-rows: 1fr auto;
      min-height: 100dvh;
      padding: var(--space-5) var(--space-4);
      background: radial-gradient(90% 46% at 50% 0, var(--accent-soft), transparent) no-repeat;
    }

    main {
      display: grid;
      align-content: center;
      justify-items: center;
      width: 100%;
      max-width: 400px;
      margin: auto;
      padding-bottom: 6vh;
      text-align: center;
    }

    app-brand {
      margin-bottom: var(--space-4);
      scale: 1.3;
    }

    .lead {
      margin-top: var(--space-2);
      color: var(--ink-soft);
      text-wrap: balance;
    }

    .card {
      width: 100%;
      margin-top: var(--space-5);
      padding: var(--space-5);
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
      background: var(--surface);
      box-shadow: var(--shadow-high);
      text-align: start;
    }

    .below {
      margin-top: var(--space-4);
      color: var(--ink-soft);
    }

    footer {
      display: grid;
      justify-items: center;
    }
  `,
})
export class Door {
  readonly heading = input.required<string>();
  readonly text = input('');
}
