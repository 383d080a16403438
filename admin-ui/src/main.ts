import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { language } from './app/ui/language';
import { localize } from './app/ui/words/localize';

// Compiled templates ask for their texts when they are first drawn.
Object.assign(globalThis, { $localize: localize });
document.documentElement.lang = language;

bootstrapApplication(App, appConfig).catch((failure: unknown) => console.error(failure));
