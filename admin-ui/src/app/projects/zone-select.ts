import { Component, computed, inject, input, model, output } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { Clock } from '../ui/time/clock';
import { zoneGroups } from '../ui/time/time-zones';

/** Chooses an IANA time zone; the browser's own list, so typing the first letters finds it. */
@Component({
  selector: 'app-zone-select',
  template: `
    <select
      [value]="value()"
      [disabled]="disabled()"
      (change)="value.set($any($event.target).value)"
      (blur)="touch.emit()"
    >
      @for (group of groups(); track group.region) {
        <optgroup [label]="group.region">
          @for (zone of group.zones; track zone.id) {
            <option [value]="zone.id" [selected]="zone.id === value()">{{ zone.label }}</option>
          }
        </optgroup>
      }
    </select>
  `,
})
export class ZoneSelect implements FormValueControl<string> {
  private readonly now = inject(Clock).minute();
  readonly value = model('UTC');
  readonly disabled = input(false);
  readonly touch = output<void>();
  protected readonly groups = computed(() => zoneGroups(this.now, this.value()));
}
