/** Known failures: NativeScript 9. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const nativescriptFailures: readonly KnownFailure[] = [
  {
    code: 'log-ns-no-project',
    tool: 'nativescript',
    texts: [{ anchor: 'No project found at or above', pattern: /No project found at or above '(?<path>[^']{1,400})'/u }],
  },
  {
    code: 'log-ns-webpack',
    tool: 'nativescript',
    texts: [{ anchor: "Cannot find module 'webpack/lib/", pattern: /Cannot find module '(?<name>webpack\/lib\/[^']{1,200})'/u }],
  },
  {
    code: 'log-ns-migrate',
    tool: 'nativescript',
    texts: [{ anchor: 'is not compatible with NativeScript CLI' }],
  },
  {
    code: 'log-ns-environment',
    tool: 'nativescript',
    texts: [{ anchor: 'you will not be able to execute local builds' }],
    isWeak: true,
  },
];
