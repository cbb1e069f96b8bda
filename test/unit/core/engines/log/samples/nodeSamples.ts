/**
 * Samples of known failures. `recorded` is a log of a real run, in `test/fixtures/build-logs`; `byHand` is written by hand after the text
 * of the tool that is named, which was not run here.
 */

import { byHand, recorded, type LogSample } from './logSample.ts';

export const nodeSamples: readonly LogSample[] = [
  recorded('log-npm-lock', 'npm-ci-lock-mismatch.txt'),
  recorded('log-npm-permission', 'npm-eacces.txt'),
  byHand('log-npm-file-in-use', 'npm 11', 'npm error Error: EPERM: operation not permitted, unlink \'C:\\project\\node_modules\\esbuild\\esbuild.exe\''),
  recorded('log-npm-engine', 'npm-ebadengine.txt'),
  recorded('log-npm-version', 'npm-etarget.txt'),
  recorded('log-npm-package-json', 'npm-package-json-bad.txt'),
  recorded('log-npm-script', 'npm-script-missing.txt'),
  byHand('log-npm-peers', 'npm 11', 'npm error code ERESOLVE\nnpm error ERESOLVE unable to resolve dependency tree'),
  byHand('log-npm-missing', 'npm 11', 'npm error 404 Not Found - GET https://registry.example.com/left-padd - Not found'),
  byHand('log-npm-unauthorized', 'npm 11', 'npm error code E401'),
  byHand('log-npm-network', 'npm 11', 'npm error request to https://registry.example.com/left-pad failed, reason: getaddrinfo ENOTFOUND registry.example.com'),
  byHand('log-npm-integrity', 'npm 11', 'npm error code EINTEGRITY'),
  byHand('log-npm-no-package-json', 'npm 11', 'npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open \'/project/package.json\''),
  byHand('log-npm-gyp', 'npm 11', 'npm error gyp ERR! find Python'),
  byHand('log-pnpm-lock', 'pnpm', ' ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with package.json'),
  byHand('log-yarn-lock', 'yarn', 'error Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.'),
  byHand('log-yarn-lock', 'yarn', '➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.'),
  byHand('log-node-memory', 'Node 24', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'),
  byHand('log-node-openssl', 'Node 24', '  code: \'ERR_OSSL_EVP_UNSUPPORTED\''),
  byHand('log-node-openssl', 'Node 24', 'Error: error:0308010C:digital envelope routines::unsupported'),
  byHand('log-node-module-missing', 'Node 24', 'Error: Cannot find module \'babel-preset-expo\''),
  byHand('log-node-module-missing', 'Node 24', 'Error [ERR_MODULE_NOT_FOUND]: Cannot find package \'vite\' imported from /project/vite.config.ts'),
  byHand('log-node-esm', 'Node 24', 'Error [ERR_REQUIRE_ESM]: require() of ES Module /project/node_modules/chalk/source/index.js from /project/build.js not supported.'),
  byHand('log-node-port', 'Node 24', 'Error: listen EADDRINUSE: address already in use :::8081'),
  byHand('log-node-old', 'Node 24', 'You are using Node.js 18.19.0. Vite requires Node.js version 20.19+ or 22.12+. Please upgrade your Node.js version.'),
  byHand('log-node-old', 'Node 24', '[fatal] The Capacitor CLI requires NodeJS >=22.0.0'),
  recorded('log-vite-config', 'vite-config-error.txt'),
  recorded('log-vite-import', 'vite-package-missing.txt'),
  byHand('log-webpack-module-missing', 'webpack 5', "Module not found: Error: Can't resolve './gone' in '/project/src'"),
  byHand('log-vite-entry', 'Vite 8', 'Could not resolve entry module "index.html".'),
  byHand('log-vite-native', 'Vite 8', 'Error: Cannot find module @rollup/rollup-linux-x64-gnu. npm has a bug related to optional dependencies'),
  byHand('log-tsc-no-inputs', 'tsc 5', 'error TS18003: No inputs were found in config file \'/project/tsconfig.json\'. Specified \'include\' paths were \'["src"]\' and \'exclude\' paths were \'[]\'.'),
  byHand('log-tsc-option', 'tsc 5', 'tsconfig.json(3,5): error TS5023: Unknown compiler option \'verbatimSyntax\'.'),
  byHand('log-corepack-keys', 'Corepack 0.29, github.com/nodejs/corepack/issues/631', 'Internal Error: Cannot find matching keyid: {"signatures":[{"sig":"MEQCIHGq","keyid":"SHA256:DhQ8wR5APBvFHLF"}],"keys":[]}'),
  byHand('log-npm-platform', 'npm 10', 'npm error code EBADPLATFORM\nnpm error notsup Unsupported platform for fsevents@2.3.3: wanted {"os":"darwin"} (current: {"os":"linux"})'),
  byHand('log-npm-not-empty', 'npm 10', 'npm error code ENOTEMPTY\nnpm error syscall rename\nnpm error ENOTEMPTY: directory not empty, rename \'/project/node_modules/ansi-styles\' -> \'/project/node_modules/.ansi-styles-x1\''),
];
