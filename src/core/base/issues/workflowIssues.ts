/** What can be wrong between what was asked for and what was made. */

import { defineIssues } from './defineIssues.ts';

export const workflowIssues = defineIssues({
  'clock-unusable': {
    severity: 'error',
    message: 'By the clock of this machine a date in the year {year} would be written, and years have four digits',
    remedy: 'Set the clock of this machine',
  },
  'signing-keystore-not-set': {
    severity: 'error',
    message: 'A package of build type {buildType} must be signed, and no keystore is set',
    remedy: 'Set android.keystore, or make a keystore with mdist keystore create',
    remedyInEditor: 'Choose the keystore, or make one with the command “Create Keystore…”',
  },
  'signing-keystore-missing': {
    severity: 'error',
    message: 'There is no keystore at {path}',
    remedy: 'Correct android.keystore, or make a keystore with mdist keystore create',
    remedyInEditor: 'Correct android.keystore, or make a keystore with the command “Create Keystore…”',
  },
  'signing-keystore-is-folder': {
    severity: 'error',
    message: 'The keystore {path} is a folder',
    remedy: 'Set android.keystore to the file in it',
  },
  'signing-keystore-unreadable': {
    severity: 'error',
    message: 'The keystore {path} is there, and cannot be read: {reason}',
    remedy: 'Give yourself the permission to read it, or take it from a backup',
  },
  'signing-keystore-tracked': {
    severity: 'warning',
    message: 'The keystore {path} is tracked by git, so everybody with the repository has it',
    remedy: 'Keep it outside the repository, or ignore it and remove it from the history',
  },
  'signing-keystore-readable': {
    severity: 'warning',
    message: 'The keystore {path} can be read by every user of this machine',
    remedy: 'Take the permission away with chmod 600',
    remedyInEditor: 'Take the permission away from everybody else',
  },
  'signing-signer-changed': {
    severity: 'warning',
    message: 'The package is signed by {signer}, and the last one of {appIdentifier} by {lastSigner}; devices refuse such an update',
    remedy: 'Sign with the key of the last package',
  },
  'package-differs': {
    severity: 'error',
    message: 'The package has the {field} {actual}, and {expected} was asked for',
    remedy: 'Check the package log, and report it when the project does not set this value itself',
  },
  'package-debuggable': {
    severity: 'error',
    message: 'The {buildType} package can be debugged by everybody',
    remedy: 'Set android:debuggable to false for it',
  },
  'package-unreadable': {
    severity: 'error',
    message: 'What the engine wrote cannot be read as a package',
    remedy: 'Report this with the package log',
  },
  'package-not-verified': {
    severity: 'error',
    message: 'The signature of the package that was just made does not verify',
    remedy: 'Report this with the package log',
  },
  'package-missing': {
    severity: 'warning',
    message: 'The file {path} of a recorded package is not there any more',
    remedy: 'Create the package again from its commit when it is needed',
  },
});
