/** What is odd about a password that does not open what it is for. */

import { defineIssues } from './defineIssues.ts';

export const passwordIssues = defineIssues({
  'password-flaw': {
    severity: 'warning',
    message: 'The password that was given {flaw}',
    remedy: 'Store the password alone: without quotation marks, blanks or a line break at its end (printf %s instead of echo)',
    remedyInEditor: 'Enter the password again, without quotation marks or blanks around it',
  },
});
