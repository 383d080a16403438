import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
import { appConfig } from './app.config';

/** Opens the console in the page. */
export async function open(): Promise<void> {
  await bootstrapApplication(App, appConfig);
}
