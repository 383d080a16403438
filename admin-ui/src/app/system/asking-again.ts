import { DestroyRef, inject } from '@angular/core';

/** Asks again every few seconds for as long as somebody looks: what the machinery does is pushed to nobody. */
export function askAgain(everyMs: number, ask: () => void): void {
  const timer = setInterval(() => {
    if (!document.hidden) ask();
  }, everyMs);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
}
