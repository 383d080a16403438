/** What a site can say about how its tracker behaves; each name is a `data-` attribute of the script tag. */
export interface Settings {
  /** The project's public key. */
  project: string;
  /** Base URL of the installation, without a closing slash. */
  apiUrl: string;
  /** No automatic page views; the site calls `page()` itself. */
  manual?: boolean;
  /** The part after `#` names a page. */
  hash?: boolean;
  /** Paths from which nothing is sent, separated by commas; `*` stands for anything. */
  exclude?: string;
  /** Count on localhost and on files too. */
  localhost?: boolean;
  /** Count although the browser asks not to (Global Privacy Control, Do Not Track). */
  ignoreGpc?: boolean;
  /** `required`: nothing is sent before `optIn()`. */
  consent?: string;
  /** No engaged time and scroll depth. */
  noEngagement?: boolean;
  /** Say in the browser console what is sent, and why something is not. */
  debug?: boolean;
  /** Name of the global object, `tracker` when absent. */
  global?: string;
}

/** Reads the settings off a script tag; a bare attribute is true, `="false"` is false. */
export function readSettings(script: HTMLScriptElement): Settings & { global: string } {
  if (!script.dataset.project) throw Error('no data-project');
  const settings: Record<string, string | boolean> = {
    global: 'tracker',
    apiUrl: new URL(script.src).origin,
  };
  for (const name in script.dataset) {
    const value = script.dataset[name] as string;
    settings[name] = value !== 'false' && (value || true);
  }
  return settings as unknown as Settings & { global: string };
}
