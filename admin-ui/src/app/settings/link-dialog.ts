import { Component, inject, signal } from '@angular/core';
import {
  FormField,
  FormRoot,
  form,
  maxLength,
  minLength,
  required,
  validate,
} from '@angular/forms/signals';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Api, apiUrl } from '../api/api';
import type { Project, PublicLink } from '../api/models';
import { askedFilters } from '../question/asked-filters';
import { FilterList } from '../question/filter-list';
import { Button } from '../ui/button';
import type { Filter } from '../ui/filter-chips/filter';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { PasswordInput } from '../ui/form/password-input';
import { sending } from '../ui/form/sending';
import { instantOf, plusDays } from '../ui/range-picker/zone-time';
import { say } from '../ui/words/say';
import { readOrigins } from './origins';

interface LinkValues {
  name: string;
  password: string;
  filters: readonly Filter[];
  last: string;
  origins: string;
}

const SHORTEST = 8;

/** A new public link: who may open it, what it shows, until when, and who may frame it; closes with the link. */
@Component({
  selector: 'app-link-dialog',
  imports: [
    Button,
    Field,
    FilterList,
    FormError,
    FormField,
    FormRoot,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    PasswordInput,
  ],
  template: `
    <h2 matDialogTitle i18n>New public link</h2>
    <form [formRoot]="form">
      <mat-dialog-content>
        <div class="fields">
          <app-form-error [form]="form" />
          <app-field label="Name" i18n-label [field]="form.name">
            <input
              autocomplete="off"
              placeholder="For the board"
              i18n-placeholder
              [formField]="form.name"
            />
          </app-field>
          <app-field
            label="Password"
            i18n-label
            [optional]="true"
            hint="Whoever opens the link is asked for it."
            i18n-hint
            [field]="form.password"
          >
            <app-password-input autocomplete="new-password" [formField]="form.password" />
          </app-field>
          <div>
            <p class="label" i18n>Shows only</p>
            <app-filter-list
              [add]="add"
              [value]="form.filters().value()"
              (valueChange)="form.filters().value.set($event)"
            />
            <p class="hint" i18n>
              Without a condition it shows the whole dashboard. Whoever looks can narrow it further,
              never widen it.
            </p>
          </div>
          <app-field
            label="Last day"
            i18n-label
            [optional]="true"
            hint="In the zone of the project. Empty: until it is revoked."
            i18n-hint
            [field]="form.last"
          >
            <input type="date" [formField]="form.last" />
          </app-field>
          <app-field
            label="Pages that may frame it"
            i18n-label
            [optional]="true"
            hint="One origin a line, such as https://intranet.example; * for any page. Empty: none."
            i18n-hint
            [field]="form.origins"
          >
            <textarea
              spellcheck="false"
              autocapitalize="off"
              placeholder="https://intranet.example"
              [formField]="form.origins"
            ></textarea>
          </app-field>
        </div>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button appButton="text" type="button" matDialogClose i18n>Cancel</button>
        <button appButton="filled" type="submit" [disabled]="form().submitting()" i18n>
          Make the link
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .label {
      margin-bottom: 6px;
      font-size: var(--text-s);
      font-weight: 550;
    }

    .hint {
      margin-top: 5px;
      color: var(--ink-faint);
      font-size: var(--text-xs);
      line-height: 1.4;
    }
  `,
})
export class LinkDialog {
  private readonly api = inject(Api);
  private readonly self = inject<MatDialogRef<unknown, PublicLink>>(MatDialogRef);
  private readonly project = inject<Project>(MAT_DIALOG_DATA);
  protected readonly add = say('Add a condition');

  protected readonly form = form(
    signal<LinkValues>({ name: '', password: '', filters: [], last: '', origins: '' }),
    (path) => {
      required(path.name, { message: say('Name it after whom it is for.') });
      maxLength(path.name, 200, { message: say('That is too long.') });
      minLength(path.password, SHORTEST, { message: say('At least {0} characters.', SHORTEST) });
      validate(path.last, ({ value }) =>
        value() === '' || this.endOf(value()) > Date.now()
          ? undefined
          : { kind: 'past', message: say('That day is over.') },
      );
      validate(path.origins, ({ value }) => {
        const { wrong } = readOrigins(withoutStar(value()));
        return wrong === null
          ? undefined
          : { kind: 'origin', message: say('«{0}» is not an origin.', wrong) };
      });
    },
    {
      submission: sending(async ({ name, password, filters, last, origins }: LinkValues) => {
        const any = origins.split(/[\n,]/).some((line) => line.trim() === '*');
        const link = await this.api.post<PublicLink>(apiUrl`/projects/${this.project.id}/links`, {
          name: name.trim(),
          ...(password === '' ? {} : { password }),
          ...(filters.length === 0 ? {} : { filters: askedFilters(filters) }),
          ...(last === '' ? {} : { expires_at: new Date(this.endOf(last)).toISOString() }),
          embed_origins: any ? ['*'] : readOrigins(origins).origins,
        });
        this.self.close(link);
      }),
    },
  );

  /** The last day belongs to it whole. */
  private endOf(day: string): number {
    return instantOf(plusDays(day, 1), this.project.timezone);
  }
}

const withoutStar = (text: string) => text.replace(/^\s*\*\s*$/gm, '');
