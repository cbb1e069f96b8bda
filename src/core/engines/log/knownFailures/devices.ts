/** Known failures: adb. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const devicesFailures: readonly KnownFailure[] = [
  {
    code: 'log-install-signer-differs',
    tool: 'adb',
    texts: [{ anchor: 'INSTALL_FAILED_UPDATE_INCOMPATIBLE' }],
  },
  {
    code: 'log-install-downgrade',
    tool: 'adb',
    texts: [{ anchor: 'INSTALL_FAILED_VERSION_DOWNGRADE' }],
  },
  {
    code: 'log-install-abi',
    tool: 'adb',
    texts: [{ anchor: 'INSTALL_FAILED_NO_MATCHING_ABIS' }],
  },
  {
    code: 'log-install-old-android',
    tool: 'adb',
    texts: [{ anchor: 'INSTALL_FAILED_OLDER_SDK' }],
  },
  {
    code: 'log-install-storage',
    tool: 'adb',
    // Newer versions of Android look for a volume before they take a package, and print what that threw.
    texts: [
      { anchor: 'INSTALL_FAILED_INSUFFICIENT_STORAGE' },
      { anchor: 'Requested internal only, but not enough space' },
      { anchor: 'Not enough space on existing volume' },
      { anchor: 'no room on allowed volumes' },
    ],
  },
  {
    code: 'log-install-restricted',
    tool: 'adb',
    texts: [{ anchor: 'INSTALL_FAILED_USER_RESTRICTED' }],
  },
  {
    code: 'log-install-unsigned',
    tool: 'adb',
    texts: [{ anchor: 'INSTALL_PARSE_FAILED_NO_CERTIFICATES' }],
  },
  {
    code: 'log-install-test-only',
    tool: 'adb',
    texts: [{ anchor: 'INSTALL_FAILED_TEST_ONLY' }],
  },
  {
    code: 'log-device-none',
    tool: 'adb',
    texts: [{ anchor: 'no devices/emulators found' }],
  },
  {
    code: 'log-device-unauthorized',
    tool: 'adb',
    texts: [{ anchor: 'device unauthorized' }],
  },
];
