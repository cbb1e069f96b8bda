/** A small app for macOS, by the paths of its files. */

import { encodeSolidPng } from '../../src/core/formats/image/encodeSolidPng.ts';
import { concatBytes, latin1, type Bytes } from '../../src/core/base/bytes.ts';
import { ByteWriter } from '../../src/core/base/byteWriter.ts';
import { arm64, encodeCodeSignature, encodeFat, encodeMachO, x86_64 } from './machOFiles.ts';
import { throwAwayIdentity } from './throwAwayIdentity.ts';

export const macInfo = `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>
<key>CFBundleIdentifier</key><string>com.example.hello</string><key>CFBundleName</key><string>Hello</string>
<key>CFBundleExecutable</key><string>Hello</string><key>CFBundleIconFile</key><string>AppIcon</string>
<key>CFBundleShortVersionString</key><string>1.4.0</string><key>CFBundleVersion</key><string>12</string>
<key>LSMinimumSystemVersion</key><string>13.0</string></dict></plist>`;

export const macSigner = throwAwayIdentity({ algorithm: 'ec-p256' });
export const macIcon = encodeSolidPng(256, 256, 0x20_4080);

/** `Hello.app`, signed by `macSigner`. */
export const macApp: Readonly<Record<string, Bytes | string>> = {
  'Hello.app/Contents/Info.plist': macInfo,
  'Hello.app/Contents/MacOS/Hello': encodeFat(
    [x86_64, arm64].map((cpu) => encodeMachO({ cpu, platform: 1, signature: encodeCodeSignature({ identity: macSigner }) })),
  ),
  'Hello.app/Contents/Resources/AppIcon.icns': icns({
    ic07: encodeSolidPng(128, 128, 0x20_4080),
    ic08: macIcon,
    ic09: encodeSolidPng(512, 512, 0x20_4080),
  }),
};

export const ofMacApp = {
  name: 'Hello',
  identifier: 'com.example.hello',
  version: '12',
  shortVersion: '1.4.0',
  minimumOs: '13.0',
  architectures: ['x86_64', 'arm64'],
};

export function icns(pictures: Readonly<Record<string, Bytes>>): Bytes {
  const parts = Object.entries(pictures).map(([type, bytes]) =>
    concatBytes(latin1(type), new ByteWriter({ littleEndian: false }).u32(bytes.length + 8).finish(), bytes),
  );
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return concatBytes(latin1('icns'), new ByteWriter({ littleEndian: false }).u32(length).finish(), ...parts);
}
