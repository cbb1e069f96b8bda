/** What can be wrong with a recovery file, and with the passphrase of a new one. */

import { defineIssues } from './defineIssues.ts';

export const recoveryIssues = defineIssues({
  'recovery-not-a-recovery-file': {
    severity: 'error',
    message: 'This is no recovery file of Mobile Distribution',
    remedy: 'Choose the file that was made together with the keystore',
  },
  'recovery-version-unknown': {
    severity: 'error',
    message: 'The recovery file is of version {version}, which this version of the product does not know',
    remedy: 'Open it with a newer version',
  },
  'recovery-damaged': {
    severity: 'error',
    message: 'The recovery file is damaged',
    remedy: 'Take another copy of it',
  },
  'recovery-too-costly': {
    severity: 'error',
    message: 'The recovery file asks for more computing than any that this product makes',
    remedy: 'Take another copy of it: this one was changed',
  },
  'recovery-passphrase-wrong': {
    severity: 'error',
    message: 'The passphrase does not open the recovery file',
    remedy: 'Give the recovery passphrase, which is not the password of the keystore; if it is certainly right, the file was changed',
  },
  'recovery-passphrase-short': {
    severity: 'error',
    message: 'The recovery passphrase has fewer than {fewest} characters',
    remedy: 'Take a longer one, such as five words that have nothing to do with each other',
  },
});
