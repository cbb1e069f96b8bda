/** The folder that contains package.json; every script works there, wherever it was started. */

import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
