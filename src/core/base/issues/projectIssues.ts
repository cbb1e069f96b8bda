/** What can be wrong with an app's folder before anything is built. */

import { defineIssues } from './defineIssues.ts';

export const projectIssues = defineIssues({
  'app-not-found': {
    severity: 'error',
    message: 'The folder {folder} does not contain an app: no {settingsFile}, web app or project of a known framework was found',
    remedy: 'Choose the app folder, or create settings with mdist init',
    remedyInEditor: 'Choose the app folder, or create settings with the command “Set Up App”',
  },
  'app-settings-missing': {
    severity: 'info',
    message: 'The app has no {settingsFile}; all values come from the project',
    remedy: 'Create one with mdist init to keep the identifier',
    remedyInEditor: 'Create one with the command “Set Up App” to keep the identifier',
  },
  'app-file-restricted': {
    severity: 'warning',
    message: 'The file {path} is outside the workspace, which is in Restricted Mode, so it was not checked',
    remedy: 'Trust the workspace to check it',
  },
  'project-identifier-differs': {
    severity: 'warning',
    message: 'The app identifier is {identifier} in the settings, but {projectIdentifier} in {file}',
    remedy: 'Use the same identifier in both',
  },
  'project-identifiers-differ': {
    severity: 'warning',
    message: 'The app identifier is {identifier} in {file}, but {otherIdentifier} in {otherFile}; builds use the first one',
    remedy: 'Change one of them, or run the tool that copies the configuration into the native project',
  },
  'project-value-computed': {
    severity: 'info',
    message: 'The value of {key} is unknown because the build computes it: {file} has {written}',
    remedy: 'Set {key} in the settings',
  },
  'project-evaluation-failed': {
    severity: 'warning',
    message: 'Computed values of the project are unknown: {command} failed: {reason}',
    remedy: 'Run {command} in the app folder, or set the values in the settings',
  },
  'engine-missing': {
    severity: 'error',
    message: 'No supported build system was found in this project',
    remedy: 'Set engine, or web.webDir to the folder of the built web files',
  },
  'engine-unknown': {
    severity: 'error',
    message: 'Unknown engine: {engine}',
    remedy: 'Choose one of {choices}',
  },
  'engine-not-available': {
    severity: 'error',
    message: 'Mobile Distribution cannot build {platform} packages with {engine} yet',
    remedy:
      'Build it with its own tools. For iOS, set ios.archive to the result; for Android, sign it with mdist package sign. For a web app, set engine to web',
    remedyInEditor:
      'Build it with its own tools. For iOS, set ios.archive to the result; for Android, sign it with the command “Sign Package…”',
  },
  'engine-platform': {
    severity: 'error',
    message: 'The {engine} engine builds packages for {platforms}, not for {platform}',
    remedy: 'Choose another engine, or create the package for {platforms}',
  },
  'engine-target-sdk-low': {
    severity: 'warning',
    message: 'The project targets API {targetSdk}; since {since}, Google Play requires API {wanted} for new apps and updates',
    remedy: 'Set the target SDK to {wanted}, and test the app again',
  },
  'engine-version-unavailable': {
    severity: 'error',
    message: 'Version {engineVersion} of the engine {engine} is not installed',
    remedy: 'Choose one of {versions}',
  },
});
