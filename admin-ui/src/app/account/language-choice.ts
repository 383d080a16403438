import { Component } from '@angular/core';
import { Card } from '../ui/card';
import { Field } from '../ui/form/field';
import { chooseLanguage, chosenLanguage, isLanguage, languages } from '../ui/language';

/** In which language the console speaks, in this browser. */
@Component({
  selector: 'app-language-choice',
  imports: [Card, Field],
  template: `
    <app-card heading="Language" i18n-heading>
      <app-field
        label="The console speaks"
        i18n-label
        hint="In this browser. Numbers and dates follow it."
        i18n-hint
      >
        <select (change)="choose($any($event.target).value)">
          <option value="" [selected]="chosen === null" i18n>As the browser</option>
          @for (one of all; track one[0]) {
            <option [value]="one[0]" [selected]="one[0] === chosen" [lang]="one[0]">
              {{ one[1] }}
            </option>
          }
        </select>
      </app-field>
    </app-card>
  `,
})
export class LanguageChoice {
  protected readonly chosen = chosenLanguage();
  protected readonly all = Object.entries(languages);

  protected choose(language: string): void {
    chooseLanguage(isLanguage(language) ? language : null);
  }
}
