import { Directive, ElementRef, inject, input } from '@angular/core';
import type { Menu } from './menu';

/** The button that opens a menu. */
@Directive({
  selector: 'button[appMenuTrigger]',
  host: {
    'aria-haspopup': 'menu',
    '[attr.aria-expanded]': 'appMenuTrigger().open()',
    '(pointerdown)': 'wasOpen = appMenuTrigger().open()',
    '(click)': 'toggle($event)',
    '(keydown.arrowdown)': 'openByKey($event)',
  },
})
export class MenuTrigger {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly appMenuTrigger = input.required<Menu>();
  // Pressing the button already closes an open menu (light dismiss); the click must not open it again.
  protected wasOpen = false;

  protected toggle(event: MouseEvent): void {
    // A click that no pointer made came from Enter or Space.
    if (!this.wasOpen) this.appMenuTrigger().openUnder(this.host, event.detail === 0);
    this.wasOpen = false;
  }

  protected openByKey(event: Event): void {
    event.preventDefault();
    this.appMenuTrigger().openUnder(this.host, true);
  }
}
