/** Small iOS packages for tests, signed by the private authority of `applePki.ts`. */

import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { encodeBinaryPlist } from '../../src/core/formats/plist/binaryPlist.ts';
import { createPlist, type PlainPlist } from '../../src/core/formats/plist/plistValue.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { team, type ApplePki, type ProfileOptions } from './applePki.ts';
import { encodeCodeSignature, encodeMachO, type MachOSketch, type SignatureSketch } from './machOFiles.ts';
import { smallPng, type SmallEntry } from './smallPackages.ts';

export interface IpaSketch {
  readonly pki: ApplePki;
  readonly leaf?: SigningIdentity;
  readonly profile?: ProfileOptions;
  /** Keys of Info.plist that are put in, or left out with `undefined`. */
  readonly info?: Readonly<Record<string, PlainPlist | undefined>>;
  readonly signature?: SignatureSketch;
  readonly machO?: MachOSketch;
  /** Takes the place of the executable. */
  readonly executable?: Bytes;
  /** Take the place of entries of the same name; `undefined` removes one. */
  readonly change?: Readonly<Record<string, Bytes | undefined>>;
}

export const ipaApp = 'Payload/Hello.app';

export const helloEntitlements = {
  'application-identifier': `${team}.com.acme.hello`,
  'com.apple.developer.team-identifier': team,
  'get-task-allow': false,
  'keychain-access-groups': [`${team}.com.acme.hello`],
};

const helloInfo = {
  CFBundleIdentifier: 'com.acme.hello',
  CFBundleExecutable: 'Hello',
  CFBundleName: 'Hello',
  CFBundleDisplayName: 'Hello Web',
  CFBundleShortVersionString: '1.4.0',
  CFBundleVersion: '12',
  CFBundleIcons: { CFBundlePrimaryIcon: { CFBundleIconFiles: ['AppIcon60x60'] } },
  DTSDKName: 'iphoneos26.2',
  MinimumOSVersion: '15.1',
  NSCameraUsageDescription: 'To take pictures',
  UIDeviceFamily: [1, 2],
  UILaunchScreen: {},
  UIRequiredDeviceCapabilities: ['arm64'],
};

export function plistWithout(content: Readonly<Record<string, PlainPlist | undefined>>): Bytes {
  const kept = Object.entries(content).filter((entry): entry is [string, PlainPlist] => entry[1] !== undefined);
  return encodeBinaryPlist(createPlist(Object.fromEntries(kept)));
}

/** One app, an extension, a framework and a loose library. */
export function ipaEntries(sketch: IpaSketch): readonly SmallEntry[] {
  const { pki, leaf = pki.leaf(), change = {} } = sketch;
  const signature = encodeCodeSignature({ identity: leaf, entitlements: helloEntitlements, team, ...sketch.signature });
  const content: Record<string, Bytes | undefined> = {
    'Info.plist': plistWithout({ ...helloInfo, ...sketch.info }),
    Hello: sketch.executable ?? encodeMachO({ signature, codeBytes: 500, ...sketch.machO }),
    'embedded.mobileprovision': pki.profile({ certificates: [leaf], ...sketch.profile }),
    '_CodeSignature/CodeResources': utf8('<plist/>'),
    'AppIcon60x60@2x.png': smallPng,
    'www/index.html': utf8('<p>Hello</p>'.repeat(50)),
    'PlugIns/Share.appex/Info.plist': plistWithout({ CFBundleIdentifier: 'com.acme.hello.share', CFBundleShortVersionString: '1.4.0' }),
    'Frameworks/Core.framework/Info.plist': plistWithout({ CFBundleIdentifier: 'com.acme.core' }),
    'Frameworks/libloose.dylib': utf8('library'),
    ...change,
  };
  return Object.entries(content).flatMap(([name, bytes]) =>
    bytes ? [{ name: `${ipaApp}/${name}`, bytes, method: 'deflated' as const }] : [],
  );
}
