/** Known failures: keytool, jarsigner and apksigner of JDK 17; Android Gradle plugin 2.2.2; jarsigner; Capacitor and NativeScript; zipalign; bundletool. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const signingFailures: readonly KnownFailure[] = [
  {
    code: 'log-sign-keystore-missing',
    tool: 'apksigner',
    texts: [
      { anchor: 'not found for signing config', pattern: /Keystore file '?(?<path>.{1,400}?)'? not found for signing config/u },
      { anchor: 'Keystore file does not exist', pattern: /Keystore file does not exist: (?<path>.{1,400})/u },
    ],
  },
  {
    code: 'log-sign-keystore-not-set',
    tool: 'apksigner',
    texts: [
      { anchor: 'Keystore file not set for signing config', pattern: /Keystore file not set for signing config (?<name>\w{1,100})/u },
    ],
  },
  {
    code: 'log-sign-password',
    tool: 'apksigner',
    texts: [{ anchor: 'keystore password was incorrect' }],
  },
  {
    code: 'log-sign-password-or-damage',
    tool: 'apksigner',
    texts: [{ anchor: 'Keystore was tampered with, or password was incorrect' }],
  },
  {
    code: 'log-sign-keystore-format',
    tool: 'apksigner',
    texts: [
      { anchor: 'Unrecognized keystore format' },
      { anchor: 'Invalid keystore format' },
      { anchor: 'toDerInputStream rejects tag type' },
    ],
  },
  {
    code: 'log-sign-alias',
    tool: 'apksigner',
    texts: [
      { anchor: 'No key with alias', pattern: /No key with alias '(?<alias>[^']{1,200})' found/u },
      { anchor: '> does not exist', pattern: /Alias <(?<alias>[^>]{1,200})> does not exist/u },
      { anchor: 'does not contain a key', pattern: /entry "(?<alias>[^"]{1,200})" does not contain a key/u },
      { anchor: 'Certificate chain not found for', pattern: /Certificate chain not found for: (?<alias>.{1,200}?)\.  /u },
    ],
  },
  {
    code: 'log-sign-key-password',
    tool: 'apksigner',
    texts: [
      { anchor: 'Failed to obtain key with alias', pattern: /Failed to obtain key with alias "(?<alias>[^"]{1,200})"/u },
      { anchor: 'not a private key', pattern: /key associated with (?<alias>.{1,200}) not a private key/u },
    ],
  },
  {
    code: 'log-sign-key-unrecoverable',
    tool: 'apksigner',
    texts: [{ anchor: 'UnrecoverableKeyException: Cannot recover key' }],
  },
  {
    code: 'log-sign-alias-taken',
    tool: 'apksigner',
    texts: [{ anchor: 'Key pair not generated, alias', pattern: /alias <(?<alias>[^>]{1,200})> already exists/u }],
  },
  {
    code: 'log-sign-password-short',
    tool: 'apksigner',
    texts: [{ anchor: 'password is too short - must be at least 6' }, { anchor: 'password must be at least 6 characters' }],
  },
  {
    code: 'log-sign-not-verified',
    tool: 'apksigner',
    texts: [{ anchor: 'DOES NOT VERIFY' }],
  },
  {
    code: 'log-sign-jar-unsigned',
    tool: 'apksigner',
    texts: [{ anchor: 'jar is unsigned.' }],
  },
  {
    code: 'log-sign-jar-failed',
    tool: 'apksigner',
    texts: [{ anchor: 'jarsigner: unable to', pattern: /jarsigner: (?<text>unable to (?:sign jar|open jar file).{0,300})/u }],
  },
  {
    code: 'log-sign-options-missing',
    tool: 'apksigner',
    texts: [
      { anchor: 'Missing options. Please supply all options for android signing' },
      { anchor: 'you need to specify all --key-store-* options' },
    ],
  },
  {
    code: 'log-zipalign',
    tool: 'zipalign',
    texts: [{ anchor: 'Verification FAILED', pattern: /^Verification FAILED$/u }],
  },
  {
    code: 'log-zipalign-input',
    tool: 'zipalign',
    texts: [{ anchor: 'as zip archive', pattern: /Unable to open '(?<path>[^']{1,400})' as zip archive/u }],
  },
  {
    code: 'log-bundle-directory',
    tool: 'bundletool',
    texts: [{ anchor: 'contains directory zip entry', pattern: /contains directory zip entry '(?<name>[^']{1,300})'/u }],
  },
];
