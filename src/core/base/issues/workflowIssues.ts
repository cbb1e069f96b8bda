/** What can be wrong between what was asked for and what was made. */

import { defineIssues } from './defineIssues.ts';

export const workflowIssues = defineIssues({
  'clock-unusable': {
    severity: 'error',
    message: 'The clock of this machine is wrong: the year {year} cannot be written with four digits',
    remedy: 'Set the clock of this machine',
  },
  'signing-keystore-not-set': {
    severity: 'error',
    message: 'No keystore is set, and packages of build type {buildType} must be signed',
    remedy: 'Set android.keystore, or create a keystore with mdist keystore create',
    remedyInEditor: 'Choose the keystore, or create one with the command “Create Keystore…”',
  },
  'signing-keystore-missing': {
    severity: 'error',
    message: 'Keystore not found: {path}',
    remedy: 'Create it with mdist keystore create, or set android.keystore to another file',
    remedyInEditor: 'Create it with the command “Create Keystore…”, or choose another file',
  },
  'signing-keystore-is-folder': {
    severity: 'error',
    message: 'The keystore {path} is a folder',
    remedy: 'Set android.keystore to the file in it',
  },
  'signing-keystore-unreadable': {
    severity: 'error',
    message: 'The keystore {path} cannot be read: {reason}',
    remedy: 'Allow your user to read it, or restore it from a backup',
  },
  'signing-keystore-tracked': {
    severity: 'warning',
    message: 'The keystore {path} is tracked by git, so anyone with access to the repository has it',
    remedy: 'Move it out of the repository, or add it to .gitignore and remove it from the history',
  },
  'signing-keystore-readable': {
    severity: 'warning',
    message: 'The keystore {path} can be read by every user of this machine',
    remedy: 'Restrict the file to your user with chmod 600',
    remedyInEditor: 'Restrict the file to your user',
  },
  'signing-signer-changed': {
    severity: 'warning',
    message: 'The package is signed by {signer}, but the last one of {appIdentifier} by {lastSigner}; devices refuse this update',
    remedy: 'Sign with the key of the last package',
  },
  'archive-not-set': {
    severity: 'error',
    message: 'The engine archive needs an archive, and none is set',
    remedy: 'Set ios.archive to an .xcarchive, .app or .ipa that your own tools built',
  },
  'archive-missing': {
    severity: 'error',
    message: 'Archive not found: {path}',
    remedy: 'Build the app with its own tools first, or set ios.archive to the .xcarchive, .app or .ipa that they write',
  },
  'build-command-wrong': {
    severity: 'error',
    message: '{setting} has a command that cannot be run: {command}',
    remedy: 'Write the name of a program on PATH and its arguments as a list without line breaks, such as ["npm", "run", "prepare-app"]',
  },
  'build-commands-skipped': {
    severity: 'warning',
    message: 'The commands of {setting} are not run, because they were not allowed for this package',
    remedy: 'Allow them with --run-build, or remove them from the settings',
    remedyInEditor: 'Allow them with the command “Run Build and Create Package…”, or remove them from the settings',
  },
  'build-after-failed': {
    severity: 'error',
    message: 'The package {path} is complete and was kept, but a command after it failed: {reason}',
    remedy: 'Check the package log, then run the command again yourself; the package does not have to be built again',
  },
  'package-differs': {
    severity: 'error',
    message: 'The package has the {field} {actual} instead of {expected}',
    remedy: 'Check the package log; report it if the project does not set this value itself',
  },
  'package-debuggable': {
    severity: 'error',
    message: 'The {buildType} package is debuggable',
    remedy: 'Set android:debuggable to false for this build type',
  },
  'package-unreadable': {
    severity: 'error',
    message: 'The engine output cannot be read as a package',
    remedy: 'Report this with the package log',
  },
  'package-not-verified': {
    severity: 'error',
    message: 'The signature of the new package is invalid',
    remedy: 'Report this with the package log',
  },
  'package-missing': {
    severity: 'warning',
    message: 'The package file {path} no longer exists',
    remedy: 'Create the package again from its commit if you need it',
  },
});
