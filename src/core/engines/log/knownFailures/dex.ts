/** Known failures: D8 and R8. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const dexFailures: readonly KnownFailure[] = [
  {
    code: 'log-dex-duplicate-class',
    tool: 'd8',
    texts: [
      { anchor: 'Duplicate class ', pattern: /Duplicate class (?<name>[\w.$]{1,300}) found in modules/u },
      { anchor: 'is defined multiple times', pattern: /Type (?<name>[\w.$/;]{1,300}) is defined multiple times/u },
      { anchor: 'Multiple dex files define', pattern: /Multiple dex files define (?<name>[\w./$;]{1,300})/u },
    ],
  },
  {
    code: 'log-dex-too-many-methods',
    tool: 'd8',
    texts: [
      { anchor: 'Cannot fit requested classes in a single dex file' },
      { anchor: 'method references in a .dex file cannot exceed 64K' },
    ],
  },
  {
    code: 'log-dex-class-version',
    tool: 'd8',
    texts: [{ anchor: 'Dex cannot parse version' }],
  },
  {
    code: 'log-dex-heap',
    tool: 'd8',
    texts: [{ anchor: 'dx.jar is missing' }],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-dex-desugar',
    tool: 'd8',
    texts: [
      {
        anchor: 'are only supported starting with',
        pattern: /(?:Invoke-customs|Static interface methods|Default interface methods) are only supported starting with/u,
      },
    ],
  },
  {
    code: 'log-r8-missing-classes',
    tool: 'd8',
    texts: [{ anchor: 'Missing classes detected while running R8' }],
  },
  {
    code: 'log-proguard-class-version',
    tool: 'd8',
    texts: [{ anchor: 'Unsupported version number [', pattern: /Unsupported version number \[(?<version>[\d.]{1,12})\]/u }],
  },
];
