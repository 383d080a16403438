import { Directive, input } from '@angular/core';

/** One line of a menu; a `menuitemradio` or `menuitemcheckbox` sets its own `aria-checked`. */
@Directive({
  selector: 'button[appMenuItem], a[appMenuItem]',
  host: { class: 'menu-item', tabindex: '-1', '[attr.role]': 'kind()' },
})
export class MenuItem {
  readonly kind = input<'menuitem' | 'menuitemradio' | 'menuitemcheckbox'>('menuitem');
}
