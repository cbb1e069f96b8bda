/** What can be wrong with Dalvik executables. */

import { defineIssues } from './defineIssues.ts';

export const dexIssues = defineIssues({
  'dex-header-invalid': {
    severity: 'error',
    message: 'This is not a valid Dalvik executable: its {field} is wrong',
    remedy: 'Rebuild the app, and check that no later step changes classes.dex',
  },
  'dex-too-short': {
    severity: 'error',
    message: 'The Dalvik executable ends inside its header',
    remedy: 'Rebuild the app, and check that no later step changes classes.dex',
  },
});
