import { Component, ElementRef, inject, input, output } from '@angular/core';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

let count = 0;

/** Tabs as the ARIA practices ask: arrow keys move, the panel belongs to the chosen tab. */
@Component({
  selector: 'app-tabs',
  template: `
    <div class="tabs" role="tablist" [attr.aria-label]="name()">
      @for (tab of tabs(); track tab.id; let at = $index) {
        <button
          type="button"
          role="tab"
          [id]="prefix + tab.id"
          [attr.aria-selected]="tab.id === chosen()"
          [attr.aria-controls]="prefix + 'panel'"
          [tabindex]="tab.id === chosen() ? 0 : -1"
          (click)="choose.emit(tab.id)"
          (keydown)="move($event, at)"
        >
          {{ tab.label }}
        </button>
      }
    </div>
    <div role="tabpanel" [id]="prefix + 'panel'" [attr.aria-labelledby]="prefix + chosen()">
      <ng-content />
    </div>
  `,
  styles: `
    .tabs {
      display: flex;
      gap: var(--space-4);
      margin-bottom: var(--space-3);
      padding-inline: var(--tabs-inset, 0);
      overflow-x: auto;
      border-bottom: 1px solid var(--line);
    }

    button {
      flex: none;
      padding: var(--space-2) 0;
      border: 0;
      border-bottom: 2px solid transparent;
      background: none;
      color: var(--ink-soft);
      font: inherit;
      font-weight: 500;
      cursor: pointer;
    }

    button:hover {
      color: var(--ink);
    }

    button[aria-selected='true'] {
      border-color: var(--accent);
      color: var(--ink);
    }

    button:focus-visible {
      outline-offset: -2px;
    }
  `,
})
export class Tabs {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly name = input.required<string>();
  readonly tabs = input.required<readonly Tab[]>();
  readonly chosen = input.required<string>();
  readonly choose = output<string>();
  protected readonly prefix = `tabs-${++count}-`;

  protected move(event: KeyboardEvent, at: number): void {
    const last = this.tabs().length - 1;
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const tab = this.tabs()[target > last ? 0 : target < 0 ? last : target];
    if (!tab) return;
    this.choose.emit(tab.id);
    this.host.querySelector<HTMLElement>(`#${this.prefix}${tab.id}`)?.focus();
  }
}
