/** Why no package can be made from an earlier one. Each says what a full build would not have to know. */

import { defineIssues } from './defineIssues.ts';

export const reuseIssues = defineIssues({
  'reuse-no-base': {
    severity: 'error',
    message: 'There is no earlier {buildType} package of {appIdentifier} to reuse',
    remedy: 'Create one with a full build first; later packages can reuse it',
  },
  'reuse-base-missing': {
    severity: 'error',
    message: 'Package to reuse not found: {path}',
    remedy: 'Create a package with a full build',
  },
  'reuse-base-changed': {
    severity: 'error',
    message: 'The package {path} is not the one that the ledger recorded; its SHA-256 differs',
    remedy: 'Create a package with a full build',
  },
  'reuse-native-changed': {
    severity: 'error',
    message: 'The native side has changed since {base}: {changes}',
    remedy: 'Create a package with a full build; later packages can reuse it',
  },
  'reuse-native-unknown': {
    severity: 'error',
    message: 'The native side that {base} was built from is unknown',
    remedy: 'Create a package with a full build, or add --accept-unknown-base if you are sure that native code and plugins are the same',
    remedyInEditor: 'Create a package with a full build',
  },
  'reuse-project-unfit': {
    severity: 'error',
    message: 'Packages of this project cannot be made from an earlier one: {reason}',
    remedy: 'Create a package with a full build',
  },
  'reuse-base-unfit': {
    severity: 'error',
    message: 'The package {path} cannot be reused: {reason}',
    remedy: 'Choose another package, or create one with a full build',
  },
  'reuse-signer-differs': {
    severity: 'warning',
    message: 'The package {path} was signed by {signer}. Devices refuse the new package as an update unless it is signed with the same key',
    remedy: 'Sign with the same key',
  },
  'reuse-files-hidden': {
    severity: 'warning',
    message: '{count} files are left out, as in a build of {framework}: {file}',
    remedy: 'Rename files and folders whose names begin with a period or an underscore if the app needs them',
  },
  'reuse-asset-new': {
    severity: 'error',
    message: 'The package has no resources for {count} pictures of the new bundle: {names}',
    remedy: 'Create a package with a full build, which compiles new resources',
  },
  'reuse-hermes-differs': {
    severity: 'error',
    message: 'The bundle of the package has {base}, and Hermes of this project makes {made}',
    remedy: 'Install the version of React Native that the package was built with, or create a package with a full build',
  },
  'reuse-tool-missing': {
    severity: 'error',
    message: '{tool} of this project was not found: {path}',
    remedy: 'Install the packages of the project first, for example with npm ci',
  },
});
