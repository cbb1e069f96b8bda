/** Known failures: GNU ld; lld. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const nativeFailures: readonly KnownFailure[] = [
  {
    code: 'log-link-symbol',
    tool: 'lld',
    texts: [
      { anchor: 'undefined symbol', pattern: /error: undefined symbol: (?<name>.{1,400})/u },
      { anchor: 'undefined reference to', pattern: /undefined reference to [\x60'"](?<name>.{1,400}?)['"]/u },
    ],
  },
  {
    code: 'log-link-library',
    tool: 'lld',
    texts: [{ anchor: 'unable to find library', pattern: /unable to find library -l(?<name>[\w.+-]{1,200})/u }],
  },
  {
    code: 'log-ninja-dirty',
    tool: 'clang',
    texts: [{ anchor: "manifest 'build.ninja' still dirty after 100 tries" }],
  },
];
