/**
 * Every way an operation can stop, with its kind, message and hint. Kinds decide the exit code of the command line:
 * user 1, usage 2, environment 3, remote 4, internal 70, cancelled 130.
 */

import { defineFailures } from './defineFailures.ts';
import { deviceFailures } from './deviceFailures.ts';
import { otherStoreFailures } from './otherStoreFailures.ts';
import { releaseFailures } from './releaseFailures.ts';
import { storeFailures } from './storeFailures.ts';

export const failureTable = defineFailures({
  cancelled: { kind: 'cancelled', message: 'Cancelled', hint: '' },
  'issues-found': { kind: 'user', message: '{summary}', hint: 'Fix the listed problems and try again' },
  'file-not-found': { kind: 'user', message: 'File not found: {path}', hint: 'Check the path' },
  'file-unreadable': {
    kind: 'environment',
    message: 'The file {path} cannot be read: {reason}',
    hint: 'Check the path and its permissions',
  },
  'file-restricted': {
    kind: 'user',
    message: 'The file {path} cannot be read: it is outside the workspace, which is in Restricted Mode',
    hint: 'Trust the workspace to read it',
  },
  'file-unwritable': {
    kind: 'environment',
    message: 'The file {path} cannot be written: {reason}',
    hint: 'Check the permissions and the free space of its folder',
  },
  'link-leaves-folder': {
    kind: 'user',
    message: '{path} leads out of {folder} through a link to {target}, so nothing was written',
    hint: 'Replace the link with a file or folder',
  },
  'output-is-input': {
    kind: 'user',
    message: 'The output {path} is the same file as {input}, which this command also uses',
    hint: 'Choose another path for the output',
  },
  'output-not-a-file': {
    kind: 'user',
    message: 'The output {path} is not a regular file but {what}',
    hint: 'Choose another path for the output',
  },
  'output-name-refused': {
    kind: 'user',
    message: 'The output name {path} cannot be used: {reason}',
    hint: 'Choose another path for the output',
  },
  'output-other-kind': {
    kind: 'user',
    message: 'The file {path} is not {expected}, so it was not replaced',
    hint: 'Choose another path, or replace it with --force',
    hintInEditor: 'Choose another name, or move the file away first',
  },
  'file-changed': {
    kind: 'user',
    message: 'The file {path} changed while it was being read',
    hint: 'Try again when no other program is writing to it',
  },
  'file-too-large': {
    kind: 'user',
    message: 'The file {path} is too large: {sizeBytes} bytes; the limit is {limitBytes}',
    hint: 'Choose a smaller file',
  },
  'ci-name-unusable': {
    kind: 'user',
    message: 'A CI workflow cannot contain the name {name}: it has a control character or changes the direction of text',
    hint: 'Rename the folder, app or group',
  },
  'address-unavailable': {
    kind: 'environment',
    message: 'The server cannot listen on {address}: {reason}',
    hint: 'Choose another port or network interface',
  },
  'archive-name-refused': {
    kind: 'user',
    message: '{name} cannot be used as a name in an archive: {reason}',
    hint: 'Rename the file',
  },
  'address-invalid': {
    kind: 'usage',
    message: '{address} is not an http or https address',
    hint: 'Enter the complete address, such as https://example.com/app/',
  },
  'address-unreachable': {
    kind: 'remote',
    message: 'The request to {address} failed: {reason}',
    hint: 'Check the address and the network',
  },
  'address-too-slow': {
    kind: 'remote',
    message: 'The request to {address} was stopped because it took longer than {seconds} s',
    hint: 'Check the network, or try again later',
  },
  'address-silent': {
    kind: 'remote',
    message: 'The request to {address} was stopped because nothing was received for {seconds} s',
    hint: 'Check the network, or try again later',
  },
  'address-answer-too-large': {
    kind: 'remote',
    message: 'The response from {address} is too large; the limit is {limitBytes} bytes',
    hint: 'Check that the address is correct',
  },
  'usage-wrong': { kind: 'usage', message: '{problem}', hint: '{remedy}' },
  'app-folder-missing': {
    kind: 'user',
    message: 'The folder {folder} cannot be opened as an app: {reason}',
    hint: 'Specify the app folder with --app',
    hintInEditor: 'Open the app folder',
  },
  'settings-not-editable': {
    kind: 'user',
    message: 'The settings cannot be changed: {problem}',
    hint: 'Fix the settings file in a text editor first',
  },
  'settings-exist': {
    kind: 'user',
    message: 'The app already has settings: {path}',
    hint: 'Edit them, or use --force to replace them',
    hintInEditor: 'Edit them with the command “Configure Package Settings”',
  },
  'target-busy': {
    kind: 'user',
    message: 'Process {pid} on {host} is already creating the package {target} of this app',
    hint: 'Wait until it is finished, or cancel it',
  },
  'package-not-built': {
    kind: 'internal',
    message: 'The engine {engine} ended without writing a package',
    hint: 'Check the package log',
  },
  'artifact-stale': {
    kind: 'environment',
    message: 'The engine {engine} built nothing new; only files of an earlier build exist: {paths}',
    hint: 'Check the package log, or delete these files and try again',
  },
  'artifact-several': {
    kind: 'user',
    message: 'The engine {engine} built several packages: {paths}',
    hint: 'Choose a build type or a variant that builds one package',
  },
  'program-not-started': {
    kind: 'environment',
    message: 'The program {program} could not be started: {reason}',
    hint: 'Install it, or check PATH',
  },
  'build-step-failed': {
    kind: 'user',
    message: 'The step “{step}” failed: {program} ended with exit code {exitCode}',
    hint: 'Fix the listed problems, or check the package log',
  },
  'keychain-not-made': {
    kind: 'environment',
    message: 'The keychain for this build could not be made: {reason}',
    hint: 'Check that security find-identity works in a terminal, or set ios.archiveSigning to none',
  },
  'debug-key-unusable': {
    kind: 'environment',
    message: 'The debug key {path} cannot be opened',
    hint: 'Delete the file to create a new debug key, then uninstall existing debug packages from your devices',
  },
  'file-exists': {
    kind: 'user',
    message: 'The file {path} already exists',
    hint: 'Choose another path, or use --force to replace the file',
    hintInEditor: 'Choose another name, or move the file away first',
  },
  'task-build-type-wrong': {
    kind: 'usage',
    message: '{buildType} is not a build type for {platform}',
    hint: 'Change buildType of the task in tasks.json to one of: {choices}',
  },
  'secret-missing': {
    kind: 'usage',
    message: 'The {purpose} is required, and there is no terminal to ask for it',
    hint: 'Provide it with {option} env:NAME or {option} file:PATH',
    hintInEditor: 'Store it with the command “Set Password…”',
  },
  'preview-restricted': {
    kind: 'user',
    message: 'Previews are disabled in Restricted Mode',
    hint: 'Trust this workspace first',
  },
  'no-build-command': {
    kind: 'user',
    message: 'The project {app} has no build script',
    hint: 'Add a build script to package.json, or set web.build',
  },
  'password-not-stored': {
    kind: 'usage',
    message: 'The {purpose} of {file} is not stored, and a tool does not ask for it',
    hint: 'The user stores it with the command “Set Password…”; then call the tool again',
  },
  'confirmation-outdated': {
    kind: 'usage',
    message: 'What the tool would do is not what was confirmed: settings, packages or files changed in the meantime',
    hint: 'Call the tool again, so that the new values can be confirmed',
  },
  'secret-in-arguments': {
    kind: 'usage',
    message: 'A password in an argument is visible to every program on this machine and stays in the shell history',
    hint: 'Use {option} env:NAME (environment variable) or {option} file:PATH (first line of a file), or omit the option to be asked',
    hintInEditor: 'Store it with the command “Set Password…”',
  },
  'secret-not-set': {
    kind: 'usage',
    message: '{option} refers to the environment variable {name}, which is not set',
    hint: 'Set it, for example with read -rs {name} && export {name}',
    hintInEditor: 'Store the password with the command “Set Password…”',
  },
  'signing-key-unsupported': {
    kind: 'user',
    message: 'Signing with this type of key is not supported: {key}',
    hint: 'Use an RSA key of 2048 to 4096 bits, or an EC key on P-256, P-384 or P-521',
  },
  'signing-key-mismatch': {
    kind: 'user',
    message: 'The private key does not belong to the certificate: {certificate}',
    hint: 'Choose a certificate and its own private key',
  },
  'file-not-encoded': {
    kind: 'user',
    message: 'The file {path} is {what} and cannot be decoded',
    hint: 'Inspect it without decoding: mdist keystore inspect, mdist certificate inspect or mdist profile inspect',
    hintInEditor: 'Open the file directly in the editor',
  },
  'certificate-file-unusable': {
    kind: 'user',
    message: 'The file {path} cannot be used here: {reason}',
    hint: 'See its contents with mdist certificate inspect',
    hintInEditor: 'Open the file to see its contents',
  },
  'signing-impossible': {
    kind: 'user',
    message: 'The package cannot be signed: {reason}',
    hint: 'Change the signing options, or rebuild the package',
  },
  'universal-apk-impossible': {
    kind: 'user',
    message: 'No APK for all devices can be made of the app bundle: {reason}',
    hint: 'Rebuild the app bundle, or create a package with build type release',
  },
  'process-timeout': {
    kind: 'environment',
    message: '{command} did not finish within {seconds} seconds and was stopped',
    hint: 'Run it in a terminal to see what it is waiting for',
  },
  defect: { kind: 'internal', message: 'Mobile Distribution has an internal error: {reason}', hint: 'Report it and attach the log' },
  'platform-running': {
    kind: 'user',
    message: 'This {platform} package of {app} is already being created',
    hint: 'Wait until it is finished, or cancel it',
  },
  'app-folder-unknown': {
    kind: 'user',
    message: '{folder} does not contain an app',
    hint: 'Choose an app folder in this workspace, or set up the app first',
  },
  'no-app-here': { kind: 'user', message: 'No app is set up in this workspace', hint: 'Set up an app first' },
  'no-package-yet': { kind: 'user', message: '{app} has no packages yet', hint: 'Create one first' },
  'not-a-web-page': {
    kind: 'user',
    message: 'The address {address} was not opened because it is not a web page (https or http)',
    hint: 'Check the address in the settings',
  },
  'building-restricted': {
    kind: 'user',
    message: 'Building and signing are disabled in Restricted Mode',
    hint: 'Trust this workspace first',
  },
  'sharing-restricted': {
    kind: 'user',
    message: 'Sharing is disabled in Restricted Mode',
    hint: 'Trust this workspace first',
  },
  'no-network-address': {
    kind: 'environment',
    message: 'This machine has no address that phones can reach',
    hint: 'Connect it to the same network as the phone, or set mobileDistribution.sharing.address',
  },
  'package-file-missing': {
    kind: 'user',
    message: 'The package file {path} is not on this machine',
    hint: 'Create the package again, or get the file from the person who created it',
  },
  'package-not-on-disk': {
    kind: 'user',
    message: 'The package {address} is not a file on this machine',
    hint: 'Save it to a folder first',
  },
  'package-file-changed': {
    kind: 'user',
    message: 'The file {path} has changed since the package was recorded',
    hint: 'Create the package again',
  },
  'app-bundle-not-installable': {
    kind: 'user',
    message: 'Phones cannot install an app bundle directly: {path}',
    hint: 'Create an APK with mdist package convert, release it to a group of a release server, or upload it to Google Play',
    hintInEditor:
      'Use Release Package… or Install on Device…, create an APK with mdist package convert on the command line, or upload it to Google Play',
  },
  'worker-ended': {
    kind: 'internal',
    message: 'The packaging process ended with exit code {exitCode}',
    hint: 'Check the log and try again',
  },
  'no-signing-asset-set': {
    kind: 'user',
    message: 'No app in this workspace has a keystore, certificate or provisioning profile set',
    hint: 'Open the file directly, or set it in the package settings',
  },
  'git-refused': {
    kind: 'user',
    message: 'git did not stop tracking {path}',
    hint: 'Run git rm --cached in a terminal to see the reason',
  },
  'nothing-to-import': {
    kind: 'user',
    message: '{folder} has no settings from other tools to import',
    hint: 'Set up the app with project defaults instead',
  },
  'no-certificate-set': {
    kind: 'user',
    message: '{app} has no certificate set',
    hint: 'Request one, or choose one in the package settings',
  },
  'no-keystore-set': {
    kind: 'user',
    message: '{app} has no keystore set',
    hint: 'Create one, or choose one in the package settings',
  },
  ...deviceFailures,
  ...releaseFailures,
  ...storeFailures,
  ...otherStoreFailures,
});

export type FailureCode = keyof typeof failureTable;
