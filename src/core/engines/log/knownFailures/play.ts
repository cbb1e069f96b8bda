/** Known failures: Google Play upload. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const playFailures: readonly KnownFailure[] = [
  {
    code: 'log-play-version-used',
    tool: 'android',
    texts: [{ anchor: 'has already been used', pattern: /Version code (?<code>\d{1,12}) has already been used/u }],
  },
  {
    code: 'log-play-target-low',
    tool: 'android',
    texts: [
      {
        anchor: 'must target at least API level',
        pattern: /currently targets API level (?<found>\d{1,4}) and must target at least API level (?<wanted>\d{1,4})/u,
      },
    ],
  },
  {
    code: 'log-play-wrong-key',
    tool: 'android',
    texts: [{ anchor: 'Your Android App Bundle is signed with the wrong key' }],
  },
  {
    code: 'log-play-draft-app',
    tool: 'android',
    texts: [{ anchor: 'Only releases with status draft may be created on draft app' }],
  },
  {
    code: 'log-play-permission',
    tool: 'android',
    texts: [{ anchor: 'The caller does not have permission' }],
  },
  {
    code: 'log-play-unknown-app',
    tool: 'android',
    texts: [{ anchor: 'Package not found: ', pattern: /Package not found: (?<id>[A-Za-z][\w.]{1,200}\w)/u }],
  },
  {
    code: 'log-play-page-size',
    tool: 'android',
    texts: [{ anchor: '16 KB memory page sizes' }],
  },
];
