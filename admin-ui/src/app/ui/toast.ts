import { Service, signal } from '@angular/core';

const SHOWN_MS = 5_000;

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
}

/** Short notices at the bottom of the window: what was done, or why it was not. */
@Service()
export class Toasts {
  private next = 1;
  private readonly list = signal<readonly Toast[]>([]);
  readonly shown = this.list.asReadonly();

  say(text: string): void {
    this.add(text, 'plain');
  }

  complain(text: string): void {
    this.add(text, 'bad');
  }

  close(id: number): void {
    this.list.update((toasts) => toasts.filter((toast) => toast.id !== id));
  }

  private add(text: string, tone: Toast['tone']): void {
    const id = this.next++;
    this.list.update((toasts) => [...toasts.slice(-2), { id, text, tone }]);
    setTimeout(() => this.close(id), SHOWN_MS);
  }
}
