/** Known failures: iPhones and iPads that refuse an app. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const iosDeviceFailures: readonly KnownFailure[] = [
  {
    code: 'log-ios-install-profile',
    tool: 'devicectl',
    texts: [{ anchor: 'A valid provisioning profile for this executable was not found' }, { anchor: '0xe8008015' }],
  },
  {
    code: 'log-ios-install-device',
    tool: 'devicectl',
    texts: [{ anchor: 'This provisioning profile cannot be installed on this device' }, { anchor: '0xe8008012' }],
  },
  {
    code: 'log-ios-install-expired',
    tool: 'devicectl',
    texts: [{ anchor: '0xe8008011' }],
  },
  {
    code: 'log-ios-install-unsigned',
    tool: 'devicectl',
    texts: [{ anchor: 'No code signature found' }, { anchor: '0xe800801c' }],
  },
  {
    code: 'log-ios-install-os',
    tool: 'devicectl',
    texts: [{ anchor: 'DeviceOSVersionTooLow' }],
  },
  {
    code: 'log-ios-install-other-team',
    tool: 'devicectl',
    texts: [{ anchor: 'MismatchedApplicationIdentifierEntitlement' }],
  },
  {
    code: 'log-ios-install-free-limit',
    tool: 'devicectl',
    texts: [{ anchor: 'maximum number of installed apps using a free developer profile' }],
  },
  {
    code: 'log-ios-developer-mode',
    tool: 'devicectl',
    texts: [{ anchor: 'Developer Mode is disabled' }],
  },
  {
    code: 'log-ios-device-locked',
    tool: 'devicectl',
    texts: [{ anchor: 'because the device was not, or could not be, unlocked' }],
  },
  {
    code: 'log-ios-not-trusted',
    tool: 'devicectl',
    texts: [{ anchor: 'has not been explicitly trusted by the user' }],
  },
];
