import { Directive, input } from '@angular/core';

/** A button or a link that looks like one: `filled` for the one thing to do, `outlined`, or `text`. */
@Directive({
  selector: 'button[appButton], a[appButton]',
  host: { class: 'button', '[attr.data-look]': 'appButton()' },
})
export class Button {
  readonly appButton = input.required<'filled' | 'outlined' | 'text' | 'icon'>();
}
