import { Component, input, signal } from '@angular/core';
import { Button } from './button';
import { Icon } from './icon';
import { SayPipe } from './words/say-pipe';
import { say } from './words/say';

const SAID_MS = 2_000;

/** Copies a text and says so; where the clipboard is closed to pages, selects nothing and says that. */
@Component({
  selector: 'app-copy-button',
  imports: [SayPipe, Icon, Button],
  template: `
    <button
      appButton="outlined"
      type="button"
      [attr.aria-label]="label() + ': ' + what()"
      (click)="copy()"
    >
      <span class="with-icon"
        ><app-icon [name]="state() === 'copied' ? 'check' : 'copy'" [size]="15" />{{
          label()
        }}</span
      >
    </button>
    <span class="unseen" role="status">{{ (state() === 'copied' ? 'Copied' : '') | say }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      --mat-button-outlined-container-height: 32px;
      --mat-button-outlined-horizontal-padding: 10px;
    }

    .with-icon {
      font-size: var(--text-s);
    }
  `,
})
export class CopyButton {
  readonly text = input.required<string>();
  readonly what = input.required<string>();
  protected readonly state = signal<'idle' | 'copied' | 'refused'>('idle');

  protected label(): string {
    if (this.state() === 'copied') return say('Copied');
    return this.state() === 'refused' ? say('Select and copy') : say('Copy');
  }

  protected async copy(): Promise<void> {
    this.state.set((await copyText(this.text())) ? 'copied' : 'refused');
    setTimeout(() => this.state.set('idle'), SAID_MS);
  }
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Plain http has no clipboard API; the old command still works there. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
