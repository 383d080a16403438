import { DestroyRef, Service, inject, signal } from '@angular/core';

export interface Shortcut {
  /** One key as `KeyboardEvent.key` names it, or two after each other with a space: `g l`. */
  readonly keys: string;
  readonly label: string;
  readonly group: string;
  readonly run: () => void;
}

const SEQUENCE_MS = 1_500;

/** Keys that do something; off while typing, with a modifier held, or from when a dialog is asked for until it is gone. */
@Service()
export class Shortcuts {
  private readonly known = signal<readonly Shortcut[]>([]);
  private first: { key: string; at: number } | null = null;
  private pauses = 0;
  readonly all = this.known.asReadonly();

  constructor() {
    document.addEventListener('keydown', (event) => this.hear(event));
  }

  /** Registers keys for as long as the caller lives; call it in an injection context. */
  register(shortcuts: readonly Shortcut[]): void {
    this.known.update((known) => [...known, ...shortcuts]);
    inject(DestroyRef).onDestroy(() =>
      this.known.update((known) => known.filter((one) => !shortcuts.includes(one))),
    );
  }

  /** No key does anything until the returned function was called. */
  pause(): () => void {
    this.pauses++;
    this.first = null;
    return () => void this.pauses--;
  }

  private hear(event: KeyboardEvent): void {
    if (this.pauses > 0) return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector(':popover-open')) return;
    const sequence = this.sequence(event);
    const found =
      this.known().findLast(({ keys }) => keys === sequence) ??
      this.known().findLast(({ keys }) => keys === keyOf(event));
    if (!found) return;
    event.preventDefault();
    this.first = null;
    found.run();
  }

  private sequence(event: KeyboardEvent): string {
    const key = keyOf(event);
    const before = this.first;
    this.first = { key, at: event.timeStamp };
    return before && event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${key}` : key;
  }
}

function keyOf(event: KeyboardEvent): string {
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches(
        'input:not([type="radio"], [type="checkbox"]), textarea, select, [role="combobox"]',
      ))
  );
}
