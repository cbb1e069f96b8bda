/** Known failures: javac 17. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const javaFailures: readonly KnownFailure[] = [
  {
    code: 'log-java-release',
    tool: 'javac',
    texts: [
      { anchor: 'error: release version', pattern: /error: release version (?<version>[\w.]{1,12}) not supported/u },
      { anchor: 'is no longer supported. Use', pattern: /(?:Source|Target) option (?<version>[\w.]{1,12}) is no longer supported/u },
      { anchor: 'invalid source release', pattern: /invalid source release: (?<version>[\w.]{1,12})/u },
      { anchor: 'invalid target release', pattern: /invalid target release: (?<version>[\w.]{1,12})/u },
    ],
    fix: 'choose-jdk',
  },
  {
    code: 'log-java-class-file',
    tool: 'javac',
    texts: [{ anchor: 'class file has wrong version' }],
    fix: 'choose-jdk',
  },
];
