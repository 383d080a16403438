import { send } from './events.js';
import { listen } from './quiet.js';
import { settings } from './settings.js';
import type { Properties } from './tracker.types.js';

const FILE = /\.((doc|ppt|xls)x?|csv|dmg|exe|mp[34]|pdf|zip)$/i;

interface Action {
  type: string;
  target: HTMLElement;
  /** Of a click: 0 is the main button, 1 the middle one. */
  button: number;
}

/** Tells of clicks and submissions that the page names (`data-event`), of links that leave, downloads and forms. */
export const watchActions = (): unknown =>
  listen('click auxclick submit', ({ type, target, button }: Action) => {
    if (button > 1) return;
    const submitted = type > 's';
    const named = target.closest<HTMLFormElement>('[data-event]');
    const link = target.closest<HTMLAnchorElement>('a[href]');
    const properties: Properties = {};
    const tell = (event: string | undefined, off: unknown): unknown =>
      off || send(event as string, { properties });
    // Only a form has a method: it is named for its submission, everything else for a click.
    if (named && !named.method !== submitted) {
      for (const { name, value } of named.attributes)
        name.replace(/^data-event-(.+)/, (_, property: string) => (properties[property] = value));
      tell(named.dataset.event, !named.dataset.event);
    } else if (submitted) {
      // TRICKY: `form.name` is a field called «name» where there is one.
      properties.form = target.getAttribute('id') || target.getAttribute('name');
      tell('form_submit', settings.noForms);
    }
    if (link) {
      const url = (properties.url = link.href.split(/[?#]/)[0] as string);
      if (link.hasAttribute('download') || FILE.test(url))
        tell('file_download', settings.noDownloads);
      else if (link.host && link.host !== location.host)
        tell('outbound_click', settings.noOutbound);
    }
  });
