import type { FieldTree, ValidationError } from '@angular/forms/signals';
import { problemOf } from '../../api/problem';

/** Puts the reasons of a refused request beside their fields; the rest belongs to the whole form. */
export function serverErrors<Model extends object>(
  form: FieldTree<Model>,
  thrown: unknown,
): ValidationError.WithOptionalFieldTree[] {
  const { title, detail, errors } = problemOf(thrown);
  const found = errors.flatMap(({ pointer, reason }) => {
    const name = pointer.replace(/^#?\//, '');
    const field = fieldNamed(form, name);
    return field ? [{ kind: 'server', message: sentence(reason), fieldTree: field }] : [];
  });
  return found.length > 0 ? found : [{ kind: 'server', message: detail || title }];
}

function fieldNamed<Model extends object>(
  form: FieldTree<Model>,
  name: string,
): FieldTree<unknown> | null {
  if (!(name in form().value())) return null;
  return (form as unknown as Record<string, FieldTree<unknown>>)[name] ?? null;
}

function sentence(reason: string): string {
  return reason.slice(0, 1).toUpperCase() + reason.slice(1);
}
