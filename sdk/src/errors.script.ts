import { watchErrors } from './errors.js';
import { onPage } from './on-page.js';

onPage(watchErrors);
