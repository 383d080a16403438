import type { FieldTree, TreeValidationResult } from '@angular/forms/signals';
import { serverErrors } from './server-errors';

/**
 * What a form does when it is sent: `save` gets its values; whatever the server refuses stands beside
 * the fields it is about.
 */
export function sending<Values extends object>(
  save: (values: Values, tree: FieldTree<Values>) => Promise<void>,
): {
  action: (tree: FieldTree<Values>) => Promise<TreeValidationResult>;
} {
  return {
    action: async (tree) => {
      try {
        await save(tree().value(), tree);
        return undefined;
      } catch (refused) {
        return serverErrors(tree, refused);
      }
    },
  };
}
