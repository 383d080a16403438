import { DOCUMENT, DestroyRef, Directive, ElementRef, inject, input } from '@angular/core';

const WAIT_MS = 350;
const GAP = 6;
const EDGE = 8;

let count = 0;
/** One hint at a time: that of an element inside takes the place of the one around it. */
let hideShown: (() => void) | null = null;

/** A short text about an element, on hover and on focus; several lines are kept as they are. */
@Directive({
  selector: '[appHint]',
  host: {
    '(pointerenter)': 'wait($event)',
    '(pointerleave)': 'hide()',
    '(focusin)': 'showAtFocus()',
    '(focusout)': 'hide()',
    '(keydown.escape)': 'hide()',
    '(click)': 'hide()',
  },
})
export class Hint {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly document = inject(DOCUMENT);
  readonly appHint = input.required<string>();
  private bubble: HTMLElement | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.hide());
  }

  protected wait(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    this.timer = setTimeout(() => this.show(), WAIT_MS);
  }

  protected showAtFocus(): void {
    if (this.host.matches(':has(:focus-visible), :focus-visible')) this.show();
  }

  protected hide(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.bubble?.remove();
    this.bubble = null;
    this.host.removeAttribute('aria-describedby');
  }

  private show(): void {
    if (this.bubble || this.appHint() === '') return;
    hideShown?.();
    hideShown = () => this.hide();
    const bubble = this.document.createElement('div');
    bubble.className = 'hint-bubble';
    bubble.id = `hint-${++count}`;
    bubble.role = 'tooltip';
    bubble.popover = 'manual';
    bubble.textContent = this.appHint();
    this.document.body.append(bubble);
    bubble.showPopover();
    this.host.setAttribute('aria-describedby', bubble.id);
    place(bubble, this.host.getBoundingClientRect());
    this.bubble = bubble;
  }
}

/** Above the element, or below it where there is no room. */
function place(bubble: HTMLElement, host: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const middle = host.left + host.width / 2 - width / 2;
  const left = Math.max(EDGE, Math.min(middle, innerWidth - width - EDGE));
  const above = host.top - GAP - height;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${above < EDGE ? host.bottom + GAP : above}px`;
}
