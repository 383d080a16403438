import { Directive, TemplateRef, inject, input } from '@angular/core';

export type Cell = string | number | null;

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** What is sorted, searched and written to CSV. */
  readonly value: (row: Row) => Cell;
  /** What is shown, where it differs from the value. */
  readonly text?: (row: Row) => string;
  /** Numbers stand at the right. */
  readonly numeric?: boolean;
  /** Adds the share of the column's total beside each number. */
  readonly share?: boolean;
  /** Left out of a narrow window. */
  readonly minor?: boolean;
}

/** A template for the cells of one column: `<ng-template appTableCell="name" let-row>`. */
@Directive({ selector: '[appTableCell]' })
export class TableCell {
  readonly key = input.required<string>({ alias: 'appTableCell' });
  readonly template = inject<TemplateRef<{ $implicit: unknown }>>(TemplateRef);
}
