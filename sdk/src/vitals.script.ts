import { onPage } from './on-page.js';
import { watchVitals } from './vitals.js';

onPage(watchVitals);
