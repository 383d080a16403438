/** What a site can say about its tracker; each name is also a `data-` attribute of the script tag. */
export interface Settings {
  /** The project's public key. */
  project: string;
  /** Base URL of the installation, without a closing slash. */
  apiUrl: string;
  /** No automatic page views; the site calls `page()` itself. */
  manual?: boolean;
  /** The part after `#` names a page. */
  hash?: boolean;
  /** The only hosts from which anything is sent: `shop.example, *.shop.example`. */
  hosts?: string;
  /** Paths from which nothing is sent: `/admin/*, /preview`; `*` stands for anything. */
  exclude?: string;
  /** Parts of addresses that stay on the page: `/users/*, token=*`; what `*` stands for is sent as `*`. */
  mask?: string;
  /** No `engagement`: neither engaged time nor scroll depth. */
  noEngagement?: boolean;
  /** No `outbound_click`. */
  noOutbound?: boolean;
  /** No `file_download`. */
  noDownloads?: boolean;
  /** No `form_submit`. */
  noForms?: boolean;
  /** No `not_found`. */
  'no-404'?: boolean;
  /** `required`: nothing is sent, and nothing kept on the device, before `optIn()`. */
  consent?: string;
  /** Count although the browser asks not to (Global Privacy Control, Do Not Track). */
  ignoreGpc?: boolean;
  /** Count on localhost and on files too. */
  localhost?: boolean;
  /** Say in the browser's console what is sent, and why something is not. */
  debug?: boolean;
  /** Name of the global object, `tracker` when absent. */
  global?: string;
}

/** The settings of this page; a page has one tracker. */
export const settings = { global: 'tracker' } as Settings & { global: string };
