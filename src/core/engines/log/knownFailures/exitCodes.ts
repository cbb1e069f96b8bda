/** Known failures: GitHub Actions and shells. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const exitCodesFailures: readonly KnownFailure[] = [
  {
    code: 'log-exit-not-executable',
    tool: 'shell',
    texts: [{ anchor: 'code 126', pattern: /(?:exit|exited with) code 126\b/u }],
    isWeak: true,
    fix: 'make-executable',
  },
  {
    code: 'log-exit-program-absent',
    tool: 'shell',
    texts: [{ anchor: 'code 127', pattern: /(?:exit|exited with) code 127\b/u }],
    isWeak: true,
  },
  {
    code: 'log-exit-killed',
    tool: 'shell',
    texts: [{ anchor: 'code 137', pattern: /(?:exit|exited with) code 137\b/u }],
    isWeak: true,
  },
  {
    code: 'log-exit-cancelled',
    tool: 'shell',
    texts: [
      { anchor: 'code 143', pattern: /(?:exit|exited with) code (?<code>143)\b/u },
      { anchor: 'code 130', pattern: /(?:exit|exited with) code (?<code>130)\b/u },
    ],
    isWeak: true,
  },
  {
    code: 'log-exit-npm-permission',
    tool: 'shell',
    texts: [{ anchor: 'code 243', pattern: /(?:exit|exited with) code 243\b/u }],
    isWeak: true,
  },
];
