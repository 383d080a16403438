import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import { CopySnippet } from '../../ui/code/copy-snippet';
import { say } from '../../ui/words/say';
import { codePieces, filledIn, type Sdk } from './sdk';

/** One foreign SDK: the lines to change, what becomes of what it sends, what is left out. */
@Component({
  selector: 'app-sdk-guide',
  imports: [CopySnippet, NgTemplateOutlet],
  template: `
    <p class="soft" i18n>Change host and key, leave the code as it is.</p>
    @for (way of ways(); track way.label) {
      <app-copy-snippet [label]="way.label" [code]="way.code" />
    }
    <h3 i18n>What becomes of what it sends</h3>
    <div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="What becomes of what it sends"
      i18n-aria-label
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{{ sdk().name }}</th>
            <th scope="col" i18n>here</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track $index) {
            <tr>
              @for (cell of row; track $index) {
                <td>
                  <ng-container
                    [ngTemplateOutlet]="words"
                    [ngTemplateOutletContext]="{ $implicit: cell }"
                  />
                </td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
    <h3 i18n>Good to know</h3>
    <ul>
      @for (note of notes(); track $index) {
        <li>
          <ng-container
            [ngTemplateOutlet]="words"
            [ngTemplateOutletContext]="{ $implicit: note }"
          />
        </li>
      }
    </ul>

    <ng-template #words let-pieces>
      @for (piece of pieces; track $index) {
        @if ($odd) {
          <code [textContent]="piece"></code>
        } @else {
          <span [textContent]="piece"></span>
        }
      }
    </ng-template>
  `,
  styleUrl: './sdk-guide.scss',
})
export class SdkGuide {
  readonly sdk = input.required<Sdk>();
  readonly apiKey = input<string | null>(null);

  protected readonly ways = computed(() =>
    this.sdk().ways.map((way) => ({
      label:
        way.runs === 'page'
          ? say('{0}, in pages', way.package)
          : say('{0}, on servers', way.package),
      code: filledIn(way, location.origin, this.apiKey()),
    })),
  );
  protected readonly rows = computed(() =>
    this.sdk().meanings.map((row) => row.map((cell) => codePieces(cell))),
  );
  protected readonly notes = computed(() => [...this.sdk().notes, ...everywhere].map(codePieces));
}

/** What all of them share. */
const everywhere = [
  say('A public key belongs into pages. On servers use a secret one.'),
  say(
    'An event that cannot be taken never fails its request: it is counted by its reason under «Ingestion».',
  ),
];
