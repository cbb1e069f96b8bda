/** Known failures: Xcode 16; Xcode 16; the second text is in the error handlers of EAS Build; Capacitor cli/src/ios/build.ts. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const appleSigningFailures: readonly KnownFailure[] = [
  {
    code: 'log-xcode-team',
    tool: 'xcodebuild',
    texts: [{ anchor: 'requires a development team', pattern: /Signing for "(?<target>[^"]{1,200})" requires a development team/u }],
    fix: 'set-team',
  },
  {
    code: 'log-xcode-profile-none',
    tool: 'xcodebuild',
    texts: [{ anchor: 'No profiles for', pattern: /No profiles for '(?<name>[^']{1,200})' were found/u }],
  },
  {
    code: 'log-xcode-profile-required',
    tool: 'xcodebuild',
    texts: [{ anchor: 'requires a provisioning profile', pattern: /"(?<target>[^"]{1,200})" requires a provisioning profile/u }],
  },
  {
    code: 'log-xcode-profile-other-app',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'does not match the bundle ID',
        pattern:
          /Provisioning profile "(?<profile>[^"]{1,200})" has app ID "(?<found>[^"]{1,200})", which does not match the bundle ID "(?<wanted>[^"]{1,200})"/u,
      },
    ],
  },
  {
    code: 'log-xcode-profile-capability',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'Provisioning profile "',
        pattern:
          /Provisioning profile "(?<profile>[^"]{1,200})" doesn['’]t (?:support the (?<name>.{1,100}) capability|include the (?<entitlement>[\w.-]{1,200}) entitlement)/u,
      },
    ],
  },
  {
    code: 'log-xcode-profile-certificate',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'include signing certificate',
        pattern: /Provisioning profile "(?<profile>[^"]{1,200})" doesn['’]t include signing certificate "(?<name>[^"]{1,200})"/u,
      },
    ],
  },
  {
    code: 'log-xcode-profile-device',
    tool: 'xcodebuild',
    texts: [{ anchor: 'include the currently selected device', pattern: /Provisioning profile "(?<profile>[^"]{1,200})"/u }],
  },
  {
    code: 'log-xcode-profile-expired',
    tool: 'xcodebuild',
    texts: [{ anchor: 'expired on', pattern: /Provisioning profile "(?<profile>[^"]{1,200})" expired on/u }],
  },
  {
    code: 'log-xcode-certificate-none',
    tool: 'xcodebuild',
    texts: [{ anchor: 'No signing certificate', pattern: /No signing certificate "(?<name>[^"]{1,200})" found/u }],
  },
  {
    code: 'log-xcode-signing-conflict',
    tool: 'xcodebuild',
    texts: [
      { anchor: 'has conflicting provisioning settings', pattern: /(?<target>[\w .-]{1,200}) has conflicting provisioning settings/u },
    ],
  },
  {
    code: 'log-xcode-keychain-locked',
    tool: 'xcodebuild',
    texts: [{ anchor: 'errSecInternalComponent' }, { anchor: 'User interaction is not allowed' }],
  },
  {
    code: 'log-xcode-p12-encryption',
    tool: 'xcodebuild',
    texts: [{ anchor: 'MAC verification failed during PKCS12 import' }],
  },
  {
    code: 'log-xcode-export-option',
    tool: 'xcodebuild',
    texts: [{ anchor: 'exportOptionsPlist error for key', pattern: /exportOptionsPlist error for key "(?<name>[^"]{1,100})"/u }],
  },
  {
    code: 'log-xcode-entitlements-changed',
    tool: 'xcodebuild',
    texts: [
      { anchor: 'was modified during the build', pattern: /Entitlements file "(?<name>[^"]{1,200})" was modified during the build/u },
    ],
  },
  {
    code: 'log-xcode-manual-signing',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Manually signed Xcode builds require a signing certificate and provisioning profile' }],
  },
  {
    code: 'log-xcode-extension-identifier',
    tool: 'xcodebuild',
    texts: [{ anchor: "Embedded binary's bundle identifier is not prefixed" }],
  },
  {
    code: 'log-xcode-profile-managed',
    tool: 'xcodebuild',
    texts: [{ anchor: 'is Xcode managed, but signing settings require', pattern: /rofile "(?<name>[^"]{1,200})" is Xcode managed/u }],
  },
  {
    code: 'log-xcode-no-account',
    tool: 'xcodebuild',
    texts: [
      { anchor: 'No Accounts: Add a new account in Accounts settings' },
      { anchor: 'No Account for Team', pattern: /No Account for Team "(?:\w{1,20})"/u },
    ],
  },
  {
    code: 'log-xcode-identifier-taken',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'cannot be registered to your development team',
        pattern: /identifier "(?<id>[^"]{1,200})" cannot be registered to your development team/u,
      },
    ],
  },
  {
    code: 'log-xcode-no-devices',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Your team has no devices from which to generate a provisioning profile' }],
  },
  {
    code: 'log-xcode-keychain-password',
    tool: 'xcodebuild',
    texts: [{ anchor: 'The user name or passphrase you entered is not correct' }],
  },
  {
    code: 'log-xcode-certificate-revoked',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Revoked certificate: ', pattern: /Revoked certificate: Your certificate "(?<name>[^"]{1,200})" has been revoked/u }],
  },
];
