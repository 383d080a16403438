import { quiet } from './quiet.js';
import { settings } from './settings.js';
import { install, type Queue } from './start.js';

// Only known while the script runs for the first time:
// https://developer.mozilla.org/en-US/docs/Web/API/Document/currentScript
const script = document.currentScript as HTMLScriptElement;

quiet(() => {
  settings.apiUrl = new URL(script.src).origin;
  // A bare attribute is true, `="false"` is false.
  for (const name in script.dataset) {
    const value = script.dataset[name];
    settings[name as 'project'] = (value === 'false' ? 0 : value || 1) as string;
  }
  install(((window as unknown as Record<string, Queue>)[settings.global] ||= {} as Queue));
})();
