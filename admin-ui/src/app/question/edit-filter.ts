import type { Dialogs } from '../ui/dialogs';
import type { Filter } from '../ui/filter-chips/filter';
import type { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';
import type { FilterData } from './filter-offers';

/** Asks for a filter; undefined when it stays as it was. */
export async function editFilter(
  dialogs: Dialogs,
  toasts: Toasts,
  data: FilterData,
): Promise<Filter | undefined> {
  if (data.filter && 'raw' in data.filter) {
    toasts.say(say('This condition came from the API. It can be taken away here, not changed.'));
    return undefined;
  }
  const load = () => import('./filter-dialog').then((m) => m.FilterDialog);
  return dialogs.open<Filter>(load, { data, width: '520px' });
}
