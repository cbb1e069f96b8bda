/** What can be wrong with a zip archive. */

import { defineIssues } from './defineIssues.ts';

export const zipIssues = defineIssues({
  'zip-not-an-archive': {
    severity: 'error',
    message: 'This is not a zip archive: no end-of-central-directory record was found',
    remedy: 'Choose an .apk, .aab or .zip file that was written completely',
  },
});
