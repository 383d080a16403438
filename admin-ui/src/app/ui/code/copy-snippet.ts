import { Component, computed, input } from '@angular/core';
import { CopyButton } from '../copy-button';
import { highlight } from './highlight';

/** A block of code with a button that copies it whole. */
@Component({
  selector: 'app-copy-snippet',
  imports: [CopyButton],
  template: `
    <app-copy-button [text]="code()" [what]="label()" />
    <pre
      tabindex="0"
      role="region"
      [attr.aria-label]="label()"
    ><code>@for (piece of pieces(); track $index) {<span [class]="piece.kind">{{ piece.text }}</span>}</code></pre>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      min-width: 0;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface-sunken);
    }

    app-copy-button {
      position: absolute;
      inset: 8px 8px auto auto;
      background: var(--surface);
      border-radius: var(--radius);
    }

    pre {
      margin: 0;
      padding: var(--space-4);
      padding-right: 108px;
      overflow-x: auto;
      font-size: var(--text-s);
      line-height: 1.65;
      tab-size: 2;
    }

    .comment {
      color: var(--ink-faint);
    }

    .string {
      color: var(--good);
    }

    .word {
      color: var(--accent);
    }

    @media (width < 560px) {
      pre {
        padding-top: 52px;
        padding-right: var(--space-4);
      }
    }
  `,
})
export class CopySnippet {
  readonly code = input.required<string>();
  readonly label = input.required<string>();
  protected readonly pieces = computed(() => highlight(this.code()));
}
