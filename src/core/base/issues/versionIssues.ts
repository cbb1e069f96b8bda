/** What can be wrong with versions, version codes and the ledger they are compared with. */

import { defineIssues } from './defineIssues.ts';

export const versionIssues = defineIssues({
  'version-form': {
    severity: 'error',
    message: '{platform} does not accept version {version}; use {form}',
    remedy: 'Use a version such as 1.4.0',
  },
  'version-not-comparable': {
    severity: 'info',
    message: 'The version {version} is not in the form 1.4.0 or 1.4.0-beta.1, so it was not compared with the last one',
    remedy: 'No action is needed; Android accepts any text and compares version codes only',
  },
  'version-too-long': {
    severity: 'error',
    message: 'The version has {length} characters, more than the {limit} that {platform} allows',
    remedy: 'Choose a shorter one',
  },
  'version-lower': {
    severity: 'error',
    message: 'The version {version} is lower than {lastVersion}, the version of an earlier package',
    remedy: 'Set the version to {lastVersion} or higher',
  },
  'version-code-form': {
    severity: 'error',
    message: 'The version code must be a whole number above 0, not {versionCode}',
    remedy: 'Use a whole number from 1',
  },
  'version-code-too-large': {
    severity: 'error',
    message: 'The version code {versionCode} is above {limit}, the largest that Google Play accepts',
    remedy: 'Choose a lower number that is higher than the last one',
  },
  'version-code-not-higher': {
    severity: 'error',
    message: 'The version code {versionCode} is not higher than {lastVersionCode}, the version code of the last package',
    remedy: 'Set the version code to {lowestAllowed} or higher',
  },
  'version-code-at-store': {
    severity: 'error',
    message: 'The version code {versionCode} is not higher than {lastVersionCode}, which {store} already has',
    remedy: 'Set the version code to {lowestAllowed} or higher',
  },
  'version-code-exhausted': {
    severity: 'error',
    message: 'The last package has the version code {lastVersionCode}, the highest one allowed',
    remedy: 'Publish the app under another identifier',
  },
  'version-code-on-branch': {
    severity: 'warning',
    message: 'The version code {versionCode} is already used: {createdBy} recorded a package with it on the branch {branch}',
    remedy: 'Set the version code to {lowestAllowed} or higher; stores accept each code only once',
  },
  'ledger-version-code-repeated': {
    severity: 'warning',
    message:
      'Lines {firstLine} and {line} of the ledger both record the version code {versionCode} of {appIdentifier}: two branches used it',
    remedy: 'Publish only one of the two packages, and use a higher version code for the next one',
  },
  'ledger-merge-conflict': {
    severity: 'error',
    message: 'Line {line} of the ledger is a merge conflict marker',
    remedy: 'Keep the lines of both sides and delete the marker lines',
  },
  'ledger-bad-line': {
    severity: 'warning',
    message: 'Line {line} of the ledger cannot be read: {problem}',
    remedy: 'Restore the line from version control, or delete it if that is not possible',
  },
  'ledger-path-refused': {
    severity: 'warning',
    message: 'Line {line} of the ledger has the package path {path}, which is outside the app; {instead} is used instead',
    remedy: 'Check who changed the ledger, and correct the path',
  },
  'ledger-duplicate': {
    severity: 'info',
    message: 'Line {line} of the ledger repeats an earlier record',
    remedy: 'Remove the line',
  },
  'ledger-unfinished-line': {
    severity: 'warning',
    message: 'The last line of the ledger is incomplete',
    remedy: 'Restore the file from version control, or remove the line',
  },
  'ledger-too-large': {
    severity: 'error',
    message: 'The ledger is too large: {sizeBytes} bytes; the limit is {limitBytes}',
    remedy: 'Check that this is the right file, and move its oldest lines to another file',
  },
});
