/** What can be wrong with versions, version codes and the ledger they are compared with. */

import { defineIssues } from './defineIssues.ts';

export const versionIssues = defineIssues({
  'version-form': {
    severity: 'error',
    message: 'The version {version} has not the form that {platform} wants: {form}',
    remedy: 'Write it like 1.4.0',
  },
  'version-not-comparable': {
    severity: 'info',
    message: 'The version {version} is not a number such as 1.4.0 or 1.4.0-beta.1, so it is not compared with the last one',
    remedy: 'Nothing needs to be done: Android shows any text, and compares version codes alone',
  },
  'version-too-long': {
    severity: 'error',
    message: 'The version has {length} characters, more than the {limit} that {platform} allows',
    remedy: 'Choose a shorter one',
  },
  'version-lower': {
    severity: 'error',
    message: 'The version {version} is lower than {lastVersion}, that of an earlier package',
    remedy: 'Set the version to {lastVersion} or higher',
  },
  'version-code-form': {
    severity: 'error',
    message: 'The version code {versionCode} is no whole number above zero',
    remedy: 'Write a whole number from 1 on',
  },
  'version-code-too-large': {
    severity: 'error',
    message: 'The version code {versionCode} is above {limit}, the largest that Google Play accepts',
    remedy: 'Choose a lower number; it must stay above the last one',
  },
  'version-code-not-higher': {
    severity: 'error',
    message: 'The version code {versionCode} is not above {lastVersionCode}, that of the last package',
    remedy: 'Set the version code to {lowestAllowed} or higher',
  },
  'version-code-exhausted': {
    severity: 'error',
    message: 'The last package has the version code {lastVersionCode}, and no higher one is allowed',
    remedy: 'Publish the app under another identifier',
  },
  'version-code-on-branch': {
    severity: 'warning',
    message: 'The version code {versionCode} is taken: {createdBy} recorded a package with it on the branch {branch}',
    remedy: 'Set the version code to {lowestAllowed} or higher, as a store takes each code once',
  },
  'ledger-version-code-repeated': {
    severity: 'warning',
    message:
      'Line {line} of the ledger records the version code {versionCode} of {appIdentifier}, and so does line {firstLine}: two branches used it',
    remedy: 'Publish one of the two packages only, and give the next one a higher version code',
  },
  'ledger-merge-conflict': {
    severity: 'error',
    message: 'Line {line} of the ledger is a conflict marker of a merge',
    remedy: 'Keep the lines of both sides and remove the marker lines',
  },
  'ledger-bad-line': {
    severity: 'warning',
    message: 'Line {line} of the ledger cannot be read: {problem}',
    remedy: 'Restore the line from version control, or remove it when it is beyond repair',
  },
  'ledger-path-refused': {
    severity: 'warning',
    message: 'Line {line} of the ledger names {path} as its package, which is not in the app; {instead} is used instead',
    remedy: 'Check who changed the ledger, and correct the path',
  },
  'ledger-duplicate': {
    severity: 'info',
    message: 'Line {line} of the ledger repeats a record that stands above it',
    remedy: 'Remove the line',
  },
  'ledger-unfinished-line': {
    severity: 'warning',
    message: 'The last line of the ledger is not complete',
    remedy: 'Restore the file from version control, or remove the line',
  },
  'ledger-too-large': {
    severity: 'error',
    message: 'The ledger has {sizeBytes} bytes, more than the {limitBytes} that are read',
    remedy: 'Check that this is a ledger, and move its oldest lines elsewhere',
  },
});
