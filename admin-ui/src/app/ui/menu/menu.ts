import { Component, type ElementRef, input, signal, viewChild } from '@angular/core';

const GAP = 4;
const EDGE = 8;

/**
 * A menu under its button: `<button [appMenuTrigger]="menu">` and `<app-menu #menu="appMenu">` with
 * `appMenuItem` buttons or links. It lies in the browser's top layer; arrows, Home, End and letters
 * move, Escape or a click elsewhere closes it.
 */
@Component({
  selector: 'app-menu',
  exportAs: 'appMenu',
  template: `
    <div
      #panel
      class="panel"
      popover="auto"
      role="menu"
      tabindex="-1"
      [attr.aria-label]="label() || null"
      (toggle)="toggled($any($event).newState === 'open')"
      (keydown)="move($event)"
      (click)="choose($event)"
    >
      <ng-content />
    </div>
  `,
  styles: `
    .panel {
      position: fixed;
      inset: auto;
      min-width: 180px;
      max-width: min(340px, calc(100vw - 16px));
      max-height: calc(100dvh - 80px);
      margin: 0;
      padding: 6px;
      overflow-y: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
      background: var(--surface-raised);
      color: var(--ink);
      outline: none;
      text-align: start;
      box-shadow: var(--shadow-high);
    }
  `,
})
export class Menu {
  readonly label = input('');
  /** On which side of the button the menu is flush with it. */
  readonly align = input<'start' | 'end'>('start');
  readonly open = signal(false);
  private readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');
  private trigger: HTMLElement | null = null;
  private seen = { at: 0, text: '' };

  /** `byKey` puts the focus on an item at once; a pointer needs none. */
  openUnder(trigger: HTMLElement, byKey: boolean): void {
    const panel = this.panel().nativeElement;
    if (this.open()) return;
    this.trigger = trigger;
    panel.showPopover();
    place(panel, trigger.getBoundingClientRect(), this.align());
    const items = this.items();
    const first = items.find((item) => item.matches('.chosen')) ?? items[0];
    (byKey ? (first ?? panel) : panel).focus();
  }

  close(): void {
    this.panel().nativeElement.hidePopover();
  }

  protected toggled(open: boolean): void {
    this.open.set(open);
    const focused = document.activeElement;
    // What had the focus went with the menu; a click elsewhere has moved it already.
    const lost =
      !focused || focused === document.body || this.panel().nativeElement.contains(focused);
    if (!open && lost) this.trigger?.focus();
  }

  protected choose(event: Event): void {
    const item = (event.target as HTMLElement).closest('[role^="menuitem"]');
    if (item && !item.hasAttribute('data-keep-open')) this.close();
  }

  protected move(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.findIndex((item) => item === document.activeElement);
    const last = items.length - 1;
    const target = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Tab') this.close();
    else if (target !== undefined) items[target]?.focus();
    else if (event.key.length === 1 && event.key !== ' ') this.find(event, items);
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  }

  private find(event: KeyboardEvent, items: readonly HTMLElement[]): void {
    const text = event.timeStamp - this.seen.at < 700 ? this.seen.text + event.key : event.key;
    this.seen = { at: event.timeStamp, text };
    const wanted = text.toLocaleLowerCase();
    items.find((item) => item.innerText.trim().toLocaleLowerCase().startsWith(wanted))?.focus();
  }

  private items(): HTMLElement[] {
    const found = this.panel().nativeElement.querySelectorAll<HTMLElement>('[role^="menuitem"]');
    return [...found].filter((item) => !item.matches(':disabled, [aria-disabled="true"]'));
  }
}

/** Under the button, or above it where there is no room; never outside the window. */
function place(panel: HTMLElement, button: DOMRect, align: 'start' | 'end'): void {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const wanted = align === 'start' ? button.left : button.right - width;
  const left = Math.max(EDGE, Math.min(wanted, innerWidth - width - EDGE));
  const below = button.bottom + GAP;
  const above = button.top - GAP - height;
  const top = below + height > innerHeight - EDGE && above > EDGE ? above : below;
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}
