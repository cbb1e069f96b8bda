/** Why no package can be made from an earlier one. Each says what the ordinary build would not have to know. */

import { defineIssues } from './defineIssues.ts';

export const reuseIssues = defineIssues({
  'reuse-no-base': {
    severity: 'error',
    message: 'There is no earlier {buildType} package of {appIdentifier} to reuse',
    remedy: 'Create one the ordinary way first; packages after it can be made from it',
  },
  'reuse-base-missing': {
    severity: 'error',
    message: 'Package to reuse not found: {path}',
    remedy: 'Create a package the ordinary way',
  },
  'reuse-base-changed': {
    severity: 'error',
    message: 'The package {path} is not the one that the ledger recorded; its SHA-256 differs',
    remedy: 'Create a package the ordinary way',
  },
  'reuse-native-changed': {
    severity: 'error',
    message: 'The native side has changed since {base}: {changes}',
    remedy: 'Create a package the ordinary way; packages after it can be made from it',
  },
  'reuse-native-unknown': {
    severity: 'error',
    message: 'Nothing is known of the native side that {base} was built from',
    remedy: 'Create a package the ordinary way, or add --accept-unknown-base if you are sure that native code and plugins are the same',
    remedyInEditor: 'Create a package the ordinary way',
  },
  'reuse-project-unfit': {
    severity: 'error',
    message: 'Packages of this project cannot be made from an earlier one: {reason}',
    remedy: 'Create a package the ordinary way',
  },
  'reuse-base-unfit': {
    severity: 'error',
    message: 'The package {path} cannot be reused: {reason}',
    remedy: 'Choose another package, or create one the ordinary way',
  },
  'reuse-signer-differs': {
    severity: 'warning',
    message:
      'The package {path} was signed by {signer}. The new one is signed by your key, and devices refuse it as an update if that is another',
    remedy: 'Sign with the key of that package',
  },
  'reuse-files-hidden': {
    severity: 'warning',
    message: '{count} files are left out, as in a build of {framework}: {file}',
    remedy: 'Rename files and folders whose names begin with a period or an underscore if the app needs them',
  },
  'reuse-asset-new': {
    severity: 'error',
    message: 'The package has no resources for {count} pictures of the new bundle: {names}',
    remedy: 'Create a package the ordinary way; new resources have to be compiled',
  },
  'reuse-hermes-differs': {
    severity: 'error',
    message: 'The bundle of the package has {base}, and Hermes of this project makes {made}',
    remedy: 'Install the version of React Native that the package was built with, or create a package the ordinary way',
  },
  'reuse-tool-missing': {
    severity: 'error',
    message: '{tool} of this project was not found: {path}',
    remedy: 'Install the packages of the project first, for example with npm ci',
  },
});
