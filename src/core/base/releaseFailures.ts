/** Why the release server did not start, or refused a request, an upload or a package. */

import { defineFailures } from './defineFailures.ts';

export const releaseFailures = defineFailures({
  'server-data-unusable': {
    kind: 'environment',
    message: 'The data of the release server in {path} cannot be used: {reason}',
    hint: 'Start the server with another folder, or restore a backup of this one',
  },
  'storage-unavailable': {
    kind: 'environment',
    message: 'The {storage} of the release server does not answer: {reason}',
    hint: 'Check that it runs and that its address and password are right, then try again',
  },
  'storage-full': {
    kind: 'environment',
    message: 'The {storage} of the release server is full',
    hint: 'Free space on its disk, then try again',
  },
  'server-option-refused': {
    kind: 'user',
    message: 'The release server cannot be started with {value}',
    hint: 'Use the form {expected}',
  },
  'release-not-found': { kind: 'remote', message: '{what} {name} does not exist on the server', hint: 'Check the name' },
  'release-conflict': { kind: 'remote', message: '{what} {name} already exists on the server', hint: 'Choose another name' },
  'release-refused': {
    kind: 'remote',
    message: 'The release server refused the request: {reason}',
    hint: 'Correct the request and try again',
  },
  'release-forbidden': {
    kind: 'remote',
    message: 'You are not allowed to do this: {reason}',
    hint: 'Ask an owner of the app, or use a token with the needed scope',
  },
  'release-answer': { kind: 'remote', message: '{message}', hint: 'Check the command, and the state of the server' },
  'release-unauthorized': {
    kind: 'remote',
    message: 'The release server does not accept the token',
    hint: 'Check the token, or create a new one with mdist token create on the command line',
  },
  'upload-incomplete': {
    kind: 'remote',
    message: 'The upload is incomplete; {missing} parts are missing',
    hint: 'Send the missing parts and finish the upload again',
  },
  'upload-part-too-large': {
    kind: 'remote',
    message: 'The upload has more bytes than announced; the limit here is {limitBytes} bytes',
    hint: 'Start a new upload with the correct size',
  },
  'server-data-busy': {
    kind: 'environment',
    message: 'Another release server is using the folder {path}',
    hint: 'Stop that server, or choose another folder with --data',
    hintInEditor: 'Stop that server, or choose another folder with --data on the command line',
  },
  'server-ended': {
    kind: 'internal',
    message: 'The release server ended with exit code {exitCode}',
    hint: 'Check its messages and start it again',
  },
  'server-not-started': {
    kind: 'internal',
    message: 'The release server ended with exit code {exitCode} before it accepted connections',
    hint: 'Run the command in a terminal to see its messages',
  },
  'server-gone': {
    kind: 'remote',
    message: 'The release server at {url} is not running any more',
    hint: 'Start it with mdist server start',
    hintInEditor: 'Start it with the command “Start Release Server…”',
  },
  'server-token-missing': {
    kind: 'user',
    message: 'The token of the release server {url} is not in the secret storage',
    hint: 'Use --token env:NAME or --token file:PATH on the command line',
    hintInEditor: 'Connect to the server again and enter its token',
  },
  'no-app-on-server': {
    kind: 'user',
    message: 'The release server {server} has no app yet',
    hint: 'Release a package to create the first one',
  },
  'no-release-on-server': {
    kind: 'user',
    message: 'The app {app} has no release yet',
    hint: 'Release a package first',
  },
  'release-not-ready': {
    kind: 'user',
    message: 'The package cannot be released: {reason}',
    hint: 'Correct this, and release the package again',
  },
  'package-refused': {
    kind: 'remote',
    message: 'The uploaded package is invalid because: {reason}',
    hint: 'Check the package with mdist package inspect',
    hintInEditor: 'Check the package with the command “Inspect Package…”',
  },
});
