/** What is odd about a password that does not open what it is for. */

import { defineIssues } from './defineIssues.ts';

export const passwordIssues = defineIssues({
  'password-flaw': {
    severity: 'warning',
    message: 'The entered password {flaw}',
    remedy: 'Store only the password, without quotation marks, spaces or a final line break (use printf %s instead of echo)',
    remedyInEditor: 'Enter the password again without quotation marks or spaces around it',
  },
});
