/** What a build log says went wrong, of npm, Node, Vite and TypeScript. `src/core/engines/log` finds it. */

import { defineIssues } from './defineIssues.ts';

export const nodeLogIssues = defineIssues({
  'log-npm-lock': {
    severity: 'error',
    message: 'package-lock.json does not fit package.json',
    remedy: 'Run npm install and commit package-lock.json',
  },
  'log-npm-permission': {
    severity: 'error',
    message: 'npm may not write {path}',
    remedy: 'Give your user write permission for the folder; do not run npm as root',
  },
  'log-npm-file-in-use': {
    severity: 'error',
    message: 'npm cannot change {path}, because another program uses it',
    remedy: 'Close editors, servers and virus scanners that use the folder, then try again',
  },
  'log-npm-engine': {
    severity: 'error',
    message: '{name} does not support this Node version',
    remedy: 'Use the Node version that the package asks for',
  },
  'log-npm-version': {
    severity: 'error',
    message: 'No version of the package fits {name}',
    remedy: 'Correct the version in package.json',
  },
  'log-npm-package-json': {
    severity: 'error',
    message: 'package.json is not valid JSON',
    remedy: 'Fix package.json',
  },
  'log-npm-script': {
    severity: 'error',
    message: 'package.json has no script {name}',
    remedy: 'Add the script, or correct its name',
  },
  'log-npm-peers': {
    severity: 'error',
    message: 'Peer dependencies of packages exclude each other',
    remedy: 'Use versions that belong together; the lines below name them',
  },
  'log-npm-missing': {
    severity: 'error',
    message: 'The package {name} is not in the registry',
    remedy: 'Correct its name, or set the registry of its scope',
  },
  'log-npm-unauthorized': {
    severity: 'error',
    message: 'The npm registry refused access',
    remedy: 'Sign in to the registry, or set its token',
  },
  'log-npm-network': {
    severity: 'error',
    message: 'npm cannot reach {host}',
    remedy: 'Check the network and the proxy',
  },
  'log-npm-integrity': {
    severity: 'error',
    message: 'A downloaded package does not have the expected checksum',
    remedy: 'Clear the npm cache, and check package-lock.json',
  },
  'log-npm-no-package-json': {
    severity: 'error',
    message: 'The folder has no package.json',
    remedy: 'Run npm in the folder of the project',
  },
  'log-npm-gyp': {
    severity: 'error',
    message: 'A native Node module cannot be compiled',
    remedy: 'Install Python and a C++ compiler',
  },
  'log-pnpm-lock': {
    severity: 'error',
    message: 'pnpm-lock.yaml does not fit package.json',
    remedy: 'Run pnpm install and commit pnpm-lock.yaml',
  },
  'log-yarn-lock': {
    severity: 'error',
    message: 'yarn.lock does not fit package.json',
    remedy: 'Run yarn install and commit yarn.lock',
  },
  'log-node-memory': {
    severity: 'error',
    message: 'Node ran out of memory',
    remedy: 'Increase it with NODE_OPTIONS (max-old-space-size)',
  },
  'log-node-openssl': {
    severity: 'error',
    message: 'The bundler uses a hash that OpenSSL 3 no longer has',
    remedy: 'Update the bundler (webpack 5 or later), or use the Node version it was made for',
  },
  'log-node-module-missing': {
    severity: 'error',
    message: 'The module {name} was not found',
    remedy: 'Install the packages of the project, or correct the import',
  },
  'log-node-esm': {
    severity: 'error',
    message: 'A module that exists only as ESM is loaded with require',
    remedy: 'Use import, or an older version of the module',
  },
  'log-node-port': {
    severity: 'error',
    message: 'The port {port} is in use',
    remedy: 'Stop the other server, or choose another port',
  },
  'log-node-old': {
    severity: 'error',
    message: 'This Node version is too old for the tool: {text}',
    remedy: 'Use a newer Node version',
  },
  'log-vite-config': {
    severity: 'error',
    message: 'The configuration of Vite cannot be loaded',
    remedy: 'Fix the error that follows in the log',
  },
  'log-vite-import': {
    severity: 'error',
    message: 'The import {name} was not found',
    remedy: 'Install the package, or correct the path',
  },
  'log-webpack-module-missing': {
    severity: 'error',
    message: 'The module {name} was not found',
    remedy: 'Install the package, or correct the path of the import',
  },
  'log-vite-entry': {
    severity: 'error',
    message: 'The entry module {name} does not exist',
    remedy: 'Add the file, or correct build.rollupOptions.input',
  },
  'log-vite-native': {
    severity: 'error',
    message: 'The native part of Rollup for this system is not installed',
    remedy: 'Delete node_modules and install again on this system, with optional dependencies',
  },
  'log-tsc-no-inputs': {
    severity: 'error',
    message: 'tsconfig.json includes no files',
    remedy: 'Correct files and include in tsconfig.json',
  },
  'log-tsc-option': {
    severity: 'error',
    message: 'tsconfig.json has an option that this TypeScript version does not support: {name}',
    remedy: 'Remove the option, or update TypeScript',
  },
  'log-corepack-keys': {
    severity: 'error',
    message: 'Corepack is too old to know the key that signs the package manager',
    remedy: 'Update Corepack to the latest version, or install the package manager without it',
  },
  'log-npm-platform': {
    severity: 'error',
    message: 'The package {name} is not made for this system',
    remedy: 'Move it to optionalDependencies, or remove it',
  },
  'log-npm-not-empty': {
    severity: 'error',
    message: 'npm cannot replace a folder of an earlier installation: {path}',
    remedy: 'Remove node_modules and install again',
  },
});
