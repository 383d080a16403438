import { Component, DestroyRef, inject, input, output } from '@angular/core';
import { Icon } from './icon';
import { say } from './words/say';

const TYPING_MS = 220;

/** A search that asks once the typing pauses. */
@Component({
  selector: 'app-search-box',
  imports: [Icon],
  template: `
    <label>
      <app-icon name="search" [size]="16" />
      <span class="unseen">{{ label() }}</span>
      <input
        type="search"
        [placeholder]="label()"
        [value]="text()"
        (input)="type($any($event.target).value)"
      />
    </label>
  `,
  styles: `
    :host {
      display: block;
      width: clamp(170px, 24vw, 280px);
    }

    label {
      position: relative;
      display: block;
      color: var(--ink-faint);
    }

    app-icon {
      position: absolute;
      inset: 0 auto 0 10px;
      block-size: 100%;
      pointer-events: none;
    }

    input {
      height: 34px;
      padding-left: 32px;
    }

    @media (width < 620px) {
      :host {
        flex: 1;
        width: auto;
        min-width: 130px;
      }
    }
  `,
})
export class SearchBox {
  readonly text = input('');
  readonly label = input(say('Search'));
  readonly look = output<string>();
  private typing: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.typing !== null && clearTimeout(this.typing));
  }

  protected type(text: string): void {
    if (this.typing !== null) clearTimeout(this.typing);
    this.typing = setTimeout(() => this.look.emit(text.trim()), TYPING_MS);
  }
}
