/** What can be wrong with an app's folder before anything is built. */

import { defineIssues } from './defineIssues.ts';

export const projectIssues = defineIssues({
  'app-not-found': {
    severity: 'error',
    message: 'The folder {folder} holds no app: neither {settingsFile} nor a web app nor a project of a known framework',
    remedy: 'Choose the folder of the app, or write its settings with mdist init',
    remedyInEditor: 'Choose the folder of the app, or write its settings with the command “Set Up App”',
  },
  'app-settings-missing': {
    severity: 'info',
    message: 'The app has no {settingsFile}; every value is taken from the project',
    remedy: 'Write one with mdist init, so that the identifier is kept',
    remedyInEditor: 'Write one with the command “Set Up App”, so that the identifier is kept',
  },
  'app-file-restricted': {
    severity: 'warning',
    message: 'The file {path} is outside the workspace, which is in Restricted Mode, so it was not checked',
    remedy: 'Trust the workspace to check it',
  },
  'project-identifier-differs': {
    severity: 'warning',
    message: 'The settings say the app identifier {identifier}, and {file} says {projectIdentifier}',
    remedy: 'Make both the same',
  },
  'project-identifiers-differ': {
    severity: 'warning',
    message: '{file} says the app identifier {identifier}, and {otherFile} says {otherIdentifier}; builds use the first one',
    remedy: 'Change one of them, or run the tool that copies the configuration into the native project',
  },
  'project-value-computed': {
    severity: 'info',
    message: 'The value of {key} is not known, because only a build can work it out: {file} has {written}',
    remedy: 'Set {key} in the settings',
  },
  'engine-missing': {
    severity: 'error',
    message: 'Nothing in the project tells how it is built',
    remedy: 'Set engine, or web.webDir to the folder of the built web files',
  },
  'engine-unknown': {
    severity: 'error',
    message: 'There is no engine {engine}',
    remedy: 'Choose one of {choices}',
  },
  'engine-not-available': {
    severity: 'error',
    message: 'No engine {engine} is available on this system, so no {platform} package can be made with it',
    remedy: 'Set engine to web when the app is a web app; an existing package can be signed with mdist package sign',
    remedyInEditor:
      'Set engine to web when the app is a web app; an existing package can be signed on the command line, with mdist package sign',
  },
  'engine-platform': {
    severity: 'error',
    message: 'No engine for {platform} is available on this system; {engine} builds {platforms}',
    remedy: 'Create the package for {platforms}',
  },
  'engine-target-sdk-low': {
    severity: 'warning',
    message: 'The project targets API {targetSdk}: since {since}, Google Play takes new apps and updates from API {wanted} on',
    remedy: 'Set the target SDK to {wanted}, and test what it changes',
  },
  'engine-version-unavailable': {
    severity: 'error',
    message: 'The version {engineVersion} of the engine {engine} is not installed',
    remedy: 'Choose one of {versions}',
  },
});
