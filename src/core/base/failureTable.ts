/**
 * Every way an operation can stop, with its kind, message and hint. Kinds decide the exit code of the command line:
 * user 1, usage 2, environment 3, remote 4, internal 70, cancelled 130.
 */

export type FailureKind = 'user' | 'usage' | 'environment' | 'remote' | 'internal' | 'cancelled';

export interface FailureRow {
  readonly kind: FailureKind;
  readonly message: string;
  readonly hint: string;
  /** The same in the editor, where it is done in another way than by a command or an option. */
  readonly hintInEditor?: string;
}

function defineFailures<const Rows extends Readonly<Record<string, FailureRow>>>(rows: Rows): Rows {
  return rows;
}

export const failureTable = defineFailures({
  cancelled: { kind: 'cancelled', message: 'Cancelled', hint: '' },
  'issues-found': { kind: 'user', message: '{summary}', hint: 'Mend what is listed and try again' },
  'file-not-found': { kind: 'user', message: 'There is no file {path}', hint: 'Check the path' },
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
    message: '{path} leads out of {folder} through a link, to {target}, so nothing is written there',
    hint: 'Replace the link with a file or folder',
  },
  'output-is-input': {
    kind: 'user',
    message: 'The output {path} is the same file as {input}, which this command reads or writes as well',
    hint: 'Choose another path for the output',
  },
  'output-not-a-file': {
    kind: 'user',
    message: 'The output {path} is not a regular file but {what}',
    hint: 'Choose another path for the output',
  },
  'output-name-refused': {
    kind: 'user',
    message: 'The output {path} has a name that cannot be used: {reason}',
    hint: 'Choose another path for the output',
  },
  'output-other-kind': {
    kind: 'user',
    message: 'The file {path} is not {expected}, so it is not replaced',
    hint: 'Choose another path, or replace it with --force',
    hintInEditor: 'Choose another name, or move the file away first',
  },
  'file-changed': { kind: 'user', message: 'The file {path} changed while it was read', hint: 'Try again when nothing writes to it' },
  'file-too-large': {
    kind: 'user',
    message: 'The file {path} has {sizeBytes} bytes, more than the {limitBytes} that can be read here',
    hint: 'Choose a smaller file',
  },
  'address-unavailable': {
    kind: 'environment',
    message: 'Nothing can listen on {address} here: {reason}',
    hint: 'Choose another port or network interface',
  },
  'archive-name-refused': {
    kind: 'user',
    message: 'An archive cannot take an entry named {name}: {reason}',
    hint: 'Rename the file',
  },
  'address-invalid': {
    kind: 'usage',
    message: '{address} is no http or https address',
    hint: 'Give the whole address, such as https://example.com/app/',
  },
  'address-unreachable': { kind: 'remote', message: 'No answer came from {address}: {reason}', hint: 'Check the address and the network' },
  'address-answer-too-large': {
    kind: 'remote',
    message: '{address} answers with more than the {limitBytes} bytes that are read',
    hint: 'Check that the address is the right one',
  },
  'usage-wrong': { kind: 'usage', message: '{problem}', hint: '{remedy}' },
  'app-folder-missing': {
    kind: 'user',
    message: 'The folder {folder} cannot be opened as an app: {reason}',
    hint: 'Give the folder of the app with --app',
    hintInEditor: 'Open the folder of the app',
  },
  'settings-not-editable': {
    kind: 'user',
    message: 'The settings cannot be changed: {problem}',
    hint: 'Mend the file by hand first',
  },
  'settings-exist': {
    kind: 'user',
    message: 'The app has settings already: {path}',
    hint: 'Edit them, or give --force to write them anew',
    hintInEditor: 'Edit them with the command “Configure Package Settings”',
  },
  'target-busy': {
    kind: 'user',
    message: 'A package {target} of this app is already being created, by process {pid} on {host}',
    hint: 'Wait until it is done, or cancel it',
  },
  'package-not-built': {
    kind: 'internal',
    message: 'The engine {engine} ended without writing a package',
    hint: 'Check the package log',
  },
  'artifact-stale': {
    kind: 'environment',
    message: 'The engine {engine} built nothing new; there are only files of an earlier build: {paths}',
    hint: 'Check the package log, or delete these files and try again',
  },
  'artifact-several': {
    kind: 'user',
    message: 'The engine {engine} built several packages, and it is not known which one you want: {paths}',
    hint: 'Choose a build type or a variant that yields one package',
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
  'debug-key-unusable': {
    kind: 'environment',
    message: 'The debug key {path} cannot be opened',
    hint: 'Delete the file; a new debug key is made, and debug packages that are installed must be removed once',
  },
  'file-exists': {
    kind: 'user',
    message: 'There is a file at {path} already',
    hint: 'Choose another path, or give --force to replace it',
    hintInEditor: 'Choose another name, or move the file away first',
  },
  'secret-missing': {
    kind: 'usage',
    message: 'The {purpose} is needed, and there is no terminal to ask for it',
    hint: 'Give it with {option} env:NAME or {option} file:PATH',
    hintInEditor: 'Store it with the command “Set Password…”',
  },
  'secret-in-arguments': {
    kind: 'usage',
    message: 'A password given as an argument can be read by every program of this machine and stays in the history of the shell',
    hint: 'Give {option} env:NAME (an environment variable) or {option} file:PATH (the first line of a file), or leave it out to be asked',
    hintInEditor: 'Store it with the command “Set Password…”',
  },
  'secret-not-set': {
    kind: 'usage',
    message: 'The environment variable {name} that {option} names is not set',
    hint: 'Set it, for example with read -rs {name} && export {name}',
    hintInEditor: 'Store the password with the command “Set Password…”',
  },
  'signing-key-unsupported': {
    kind: 'user',
    message: 'A key of this kind cannot sign here: {key}',
    hint: 'Use an RSA key of 2048 to 4096 bits, or an EC key on P-256, P-384 or P-521',
  },
  'signing-key-mismatch': {
    kind: 'user',
    message: 'The private key does not belong to the certificate: {certificate}',
    hint: 'Choose the key and the certificate that were made together',
  },
  'file-not-encoded': {
    kind: 'user',
    message: 'The file {path} is {what} that cannot be decoded',
    hint: 'Inspect it as it is: mdist keystore inspect, mdist certificate inspect or mdist profile inspect',
    hintInEditor: 'Open the file as it is in the editor',
  },
  'certificate-file-unusable': {
    kind: 'user',
    message: 'The file {path} cannot be used for this: {reason}',
    hint: 'Look what it holds with mdist certificate inspect',
    hintInEditor: 'Open the file to see what it holds',
  },
  'signing-impossible': {
    kind: 'user',
    message: 'The package cannot be signed like this: {reason}',
    hint: 'Change the request, or build the package anew',
  },
  'process-timeout': {
    kind: 'environment',
    message: '{command} did not end within {seconds} seconds and was stopped',
    hint: 'Run it by hand to see what it waits for',
  },
  defect: { kind: 'internal', message: 'Something went wrong inside Mobile Distribution: {reason}', hint: 'Please report it with the log' },
  'platform-running': {
    kind: 'user',
    message: 'This {platform} package of {app} is already being created',
    hint: 'Wait until it is done, or cancel it',
  },
  'app-folder-unknown': {
    kind: 'user',
    message: 'There is no app in {folder}',
    hint: 'Name the folder of an app of this workspace, or set the app up first',
  },
  'no-app-here': { kind: 'user', message: 'No app of this workspace can do that', hint: 'Set up an app first' },
  'no-package-yet': { kind: 'user', message: 'No package of {app} has been created yet', hint: 'Create one first' },
  'not-a-web-page': {
    kind: 'user',
    message: 'The address {address} is not opened, because it is not a web page (https or http)',
    hint: 'Check the address in the settings',
  },
  'building-restricted': {
    kind: 'user',
    message: 'Nothing is built or signed in Restricted Mode',
    hint: 'Trust this workspace first',
  },
  'sharing-restricted': {
    kind: 'user',
    message: 'Nothing is shared in Restricted Mode',
    hint: 'Trust this workspace first',
  },
  'no-network-address': {
    kind: 'environment',
    message: 'This machine has no address that a phone could reach',
    hint: 'Connect it to the network of the phone, or name an address in the setting mobileDistribution.sharing.address',
  },
  'package-file-missing': {
    kind: 'user',
    message: 'The package file {path} is not on this machine',
    hint: 'Create the package again, or get the file from whoever created it',
  },
  'package-not-on-disk': {
    kind: 'user',
    message: 'The package {address} is not a file on the disk of this machine',
    hint: 'Save it to a folder first',
  },
  'package-file-changed': {
    kind: 'user',
    message: 'The file {path} is not the package that was recorded: its content changed',
    hint: 'Create the package again',
  },
  'app-bundle-not-installable': {
    kind: 'user',
    message: 'No phone installs an app bundle as it is: {path}',
    hint: 'Upload it to Google Play, to internal app sharing or closed testing for example, or create a package with build type release',
  },
  'worker-ended': {
    kind: 'internal',
    message: 'The process that made the package ended with exit code {exitCode}',
    hint: 'Look into the log and try again',
  },
  'no-signing-asset-set': {
    kind: 'user',
    message: 'No app of this workspace names a keystore, a certificate or a provisioning profile',
    hint: 'Open the file itself, or set it in the package settings',
  },
  'git-refused': {
    kind: 'user',
    message: 'git did not take {path} out of its index',
    hint: 'Try git rm --cached in a terminal: it says why',
  },
  'nothing-to-import': {
    kind: 'user',
    message: 'No file of another tool in {folder} says anything about the app',
    hint: 'Set up the app from its project instead',
  },
  'no-certificate-set': {
    kind: 'user',
    message: 'The settings of {app} name no certificate',
    hint: 'Request one, or choose one in the package settings',
  },
  'no-keystore-set': {
    kind: 'user',
    message: 'The settings of {app} name no keystore',
    hint: 'Create one, or choose one in the package settings',
  },
});

export type FailureCode = keyof typeof failureTable;
