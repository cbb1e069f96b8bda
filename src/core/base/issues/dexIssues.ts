/** What can be wrong with Dalvik executables. */

import { defineIssues } from './defineIssues.ts';

export const dexIssues = defineIssues({
  'dex-header-invalid': {
    severity: 'error',
    message: 'This is not a Dalvik executable that Android loads: its {field} is wrong',
    remedy: 'Build the app anew, and check that nothing changes classes.dex afterwards',
  },
  'dex-too-short': {
    severity: 'error',
    message: 'The Dalvik executable ends inside its header',
    remedy: 'Build the app anew, and check that nothing changes classes.dex afterwards',
  },
});
