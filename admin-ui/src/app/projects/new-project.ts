import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { Button } from '../ui/button';
import { Router, RouterLink } from '@angular/router';
import { Api, apiUrl } from '../api/api';
import type { CreatedProject } from '../api/models';
import { Card } from '../ui/card';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { sending } from '../ui/form/sending';
import { PageHeader } from '../ui/page-header';
import { ownZone } from '../ui/time/time-zones';
import { CurrentProject } from './current-project';
import { hostOf } from './domain';
import { projectNaming } from './naming';
import { IssuedKeys } from './issued-keys';
import { ZoneSelect } from './zone-select';
import { SayPipe } from '../ui/words/say-pipe';

@Component({
  selector: 'app-new-project',
  imports: [
    SayPipe,
    Card,
    Field,
    FormError,
    FormField,
    FormRoot,
    Button,
    PageHeader,
    RouterLink,
    ZoneSelect,
  ],
  host: { class: 'page narrow' },
  template: `
    <app-page-header
      heading="New project"
      i18n-heading
      text="A site or an app whose visitors are counted together. You get its key next."
      i18n-text
    />
    <app-card>
      <form class="fields" [formRoot]="form">
        <app-form-error [form]="form" />
        <app-field label="Name" i18n-label [field]="form.name">
          <input
            autocomplete="off"
            placeholder="My shop"
            i18n-placeholder
            [formField]="form.name"
          />
        </app-field>
        <app-field
          label="Domain"
          i18n-label
          [optional]="true"
          hint="Links from it count as your own pages, not as a source."
          i18n-hint
          [field]="form.domain"
        >
          <input
            inputmode="url"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            placeholder="shop.example"
            i18n-placeholder
            [formField]="form.domain"
          />
        </app-field>
        <app-field
          label="Time zone"
          i18n-label
          hint="Its midnight ends the days of this project."
          i18n-hint
          [field]="form.timezone"
        >
          <app-zone-select [formField]="form.timezone" />
        </app-field>
        <div class="form-end">
          @if (current.all().length > 0) {
            <a appButton="text" routerLink="/projects" i18n>Cancel</a>
          }
          <button appButton="filled" type="submit" [disabled]="form().submitting()">
            {{ (form().submitting() ? 'Creating …' : 'Create project') | say }}
          </button>
        </div>
      </form>
    </app-card>
  `,
})
export class NewProject {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly issued = inject(IssuedKeys);
  protected readonly current = inject(CurrentProject);

  private readonly answers = signal({ name: '', domain: '', timezone: ownZone() });
  protected readonly form = form(
    this.answers,
    (path) => {
      projectNaming(path);
    },
    {
      submission: sending(async ({ name, domain, timezone }) => {
        const body = { name: name.trim(), domain: hostOf(domain), timezone };
        const created = await this.api.post<CreatedProject>(apiUrl`/projects`, body);
        this.issued.keep(created.id, created.api_key);
        this.current.reload();
        await this.router.navigate(['/projects', created.id, 'install']);
      }),
    },
  );
}
