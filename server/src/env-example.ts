import { writeFileSync } from 'node:fs';
import { envExample } from './platform/config/env-example.js';

/** Writes the example of all settings to the file named on the command line. */
writeFileSync(process.argv[2] ?? '.env.example', envExample());
