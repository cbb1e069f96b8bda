/** What can be wrong with a recovery file, and with the passphrase of a new one. */

import { defineIssues } from './defineIssues.ts';

export const recoveryIssues = defineIssues({
  'recovery-not-a-recovery-file': {
    severity: 'error',
    message: 'This is not a recovery file of Mobile Distribution',
    remedy: 'Choose the recovery file that was created with the keystore',
  },
  'recovery-version-unknown': {
    severity: 'error',
    message: 'The recovery file has version {version}, which this version of Mobile Distribution does not support',
    remedy: 'Open it with a newer version of Mobile Distribution',
  },
  'recovery-damaged': {
    severity: 'error',
    message: 'The recovery file is damaged',
    remedy: 'Use another copy of the file',
  },
  'recovery-too-costly': {
    severity: 'error',
    message: 'The recovery file requires more computation than Mobile Distribution allows',
    remedy: 'Use another copy of the file; this one was changed',
  },
  'recovery-passphrase-wrong': {
    severity: 'error',
    message: 'Wrong recovery passphrase',
    remedy: 'Enter the recovery passphrase, not the keystore password; if you are sure that it is right, the file was changed',
  },
  'recovery-passphrase-short': {
    severity: 'error',
    message: 'The recovery passphrase is too short; use at least {fewest} characters',
    remedy: 'Use a longer one, such as five unrelated words',
  },
});
