/** Known failures: Vite 8; tsc 5. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const viteFailures: readonly KnownFailure[] = [
  {
    code: 'log-vite-config',
    tool: 'vite',
    texts: [{ anchor: 'failed to load config from', pattern: /failed to load config from (?<file>.{1,400})/u }],
  },
  {
    code: 'log-vite-import',
    tool: 'vite',
    texts: [
      { anchor: 'failed to resolve import', pattern: /failed to resolve import "(?<name>[^"]{1,300})" from "(?<file>[^"]{1,400})"/u },
    ],
  },
  {
    code: 'log-webpack-module-missing',
    tool: 'node',
    texts: [{ anchor: 'Module not found: Error', pattern: /Module not found: Error: Can't resolve '(?<name>[^']{1,300})'/u }],
  },
  {
    code: 'log-vite-entry',
    tool: 'vite',
    texts: [{ anchor: 'Could not resolve entry module', pattern: /Could not resolve entry module "(?<name>[^"]{1,300})"/u }],
  },
  {
    code: 'log-vite-native',
    tool: 'vite',
    texts: [{ anchor: '@rollup/rollup-', pattern: /Cannot find module '?@rollup\/rollup-[\w-]{1,60}/u }],
  },
  {
    code: 'log-tsc-no-inputs',
    tool: 'tsc',
    texts: [{ anchor: 'TS18003', pattern: /error TS18003:/u }],
  },
  {
    code: 'log-tsc-option',
    tool: 'tsc',
    texts: [{ anchor: 'TS5023', pattern: /error TS5023: Unknown compiler option '(?<name>[^']{1,100})'/u }],
  },
];
