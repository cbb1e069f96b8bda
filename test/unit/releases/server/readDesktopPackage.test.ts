import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { bytesSource, type ByteSource } from '../../../../src/core/base/byteSource.ts';
import { concatBytes, latin1, utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { unknownFacts, type PackageFacts } from '../../../../src/releases/model/packageFacts.ts';
import { readDesktopFacts } from '../../../../src/releases/server/inspection/readDesktopPackage.ts';
import { smallArchive } from '../../../support/smallPackages.ts';

const control = 'Package: hello\nVersion: 1:1.4.0-2\nArchitecture: amd64\nMaintainer: Ada <ada@example.com>\nDescription: Hello\n world\n';

function tarFile(name: string, content: Bytes): Bytes {
  const header = new Uint8Array(512);
  header.set(latin1(name), 0);
  header.set(latin1(content.length.toString(8).padStart(11, '0')), 124);
  const padded = new Uint8Array(Math.ceil(content.length / 512) * 512);
  padded.set(content);
  return concatBytes(header, padded);
}

function arMember(name: string, content: Bytes): Bytes {
  const header = latin1(
    `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n`,
  );
  return concatBytes(header, content, new Uint8Array(content.length % 2));
}

function deb(name: string, packed: Bytes): Bytes {
  return concatBytes(
    latin1('!<arch>\n'),
    arMember('debian-binary', utf8('2.0\n')),
    arMember(name, packed),
    arMember('data.tar', new Uint8Array(9)),
  );
}

const controlTar = concatBytes(
  tarFile('./', new Uint8Array()),
  tarFile('./md5sums', utf8('x'.repeat(700))),
  tarFile('./control', utf8(control)),
);

function rpmHeader(entries: readonly (readonly [tag: number, type: number, value: Bytes])[]): Bytes {
  const store = concatBytes(...entries.map(([, , value]) => value));
  const intro = new DataView(new ArrayBuffer(16 + entries.length * 16));
  intro.setUint32(0, 0x8eade801);
  intro.setUint32(8, entries.length);
  intro.setUint32(12, store.length);
  let offset = 0;
  for (const [index, [tag, type, value]] of entries.entries()) {
    for (const [field, number] of [tag, type, offset, 1].entries()) intro.setUint32(16 + index * 16 + field * 4, number);
    offset += value.length;
  }
  return concatBytes(new Uint8Array(intro.buffer), store);
}

function rpm(entries: readonly (readonly [tag: number, type: number, value: Bytes])[]): Bytes {
  const lead = new Uint8Array(96);
  lead.set([0xed, 0xab, 0xee, 0xdb]);
  const signature = rpmHeader([[1000, 4, new Uint8Array(5)]]);
  const pad = new Uint8Array((8 - (signature.length % 8)) % 8);
  return concatBytes(lead, signature, pad, rpmHeader(entries));
}

const text = (value: string): Bytes => utf8(`${value}\0`);
const smallRpm = rpm([
  [1000, 6, text('hello')],
  [1001, 6, text('1.4.0')],
  [1002, 6, text('2')],
  [1003, 4, new Uint8Array(4)],
  [1011, 6, text('Acme')],
  [1022, 6, text('x86_64')],
]);

const info = `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>
<key>CFBundleIdentifier</key><string>com.example.hello</string><key>CFBundleName</key><string>Hello</string>
<key>CFBundleShortVersionString</key><string>1.4.0</string><key>CFBundleVersion</key><string>12</string>
<key>LSMinimumSystemVersion</key><string>13.0</string></dict></plist>`;

async function check(extension: string, bytes: Bytes, expected: Partial<PackageFacts>): Promise<void> {
  deepStrictEqual(await readDesktopFacts(bytesSource(bytes), extension), { ...unknownFacts(extension), ...expected });
}

const ofDeb = {
  name: 'hello',
  identifier: 'hello',
  version: '1:1.4.0-2',
  shortVersion: '1.4.0',
  publisher: 'Ada <ada@example.com>',
  architectures: ['amd64'],
};

describe('the facts of a package for a desktop', () => {
  for (const { name, packed } of [
    { name: 'control.tar', packed: controlTar },
    { name: 'control.tar.gz', packed: gzipSync(controlTar) },
    { name: 'control.tar.zst/', packed: zstdCompressSync(controlTar) },
  ])
    it(`are in the control file of a .deb, in ${name}`, async () => await check('deb', deb(name, packed), ofDeb));

  it('are not known of a .deb whose control file no one can read here', async () => {
    await check('deb', deb('control.tar.xz', Uint8Array.of(0xfd, 0x37, 0x7a)), {});
    await check('deb', deb('control.tar.gz', gzipSync(new Uint8Array(64 * 1024 * 1024))), {});
  });

  it('are in the header of an .rpm', async () =>
    await check('rpm', smallRpm, {
      name: 'hello',
      identifier: 'hello',
      version: '1.4.0-2',
      shortVersion: '1.4.0',
      publisher: 'Acme',
      architectures: ['x86_64'],
    }));

  it('are in the Info.plist of a macOS app', async () => {
    const archive = await smallArchive([
      { name: '__MACOSX/._Hello.app', bytes: utf8('x') },
      { name: 'Hello.app/Contents/Frameworks/Other.app/Contents/Info.plist', bytes: utf8(info.replace('1.4.0', '9.9.9')) },
      { name: 'Hello.app/Contents/Info.plist', bytes: utf8(info) },
    ]);
    const ids = { name: 'Hello', identifier: 'com.example.hello' };
    await check('app.zip', archive, { ...ids, version: '12', shortVersion: '1.4.0', minimumOs: '13.0' });
  });

  it('are short and of one line', async () => {
    const long = rpm([[1000, 6, text(`a\n${'b'.repeat(5000)}`)]]);
    const { name } = await readDesktopFacts(bytesSource(long), 'rpm');
    strictEqual(name, `a ${'b'.repeat(198)}`);
  });

  it('are unknown for other kinds, and for other bytes', async () => {
    await check('flatpak', utf8('hello'), {});
    for (const extension of ['deb', 'rpm', 'app.zip']) await check(extension, utf8('hello'), {});
  });

  it('take little of the file, whatever its bytes are', async () => {
    const whole = { rpm: smallRpm, deb: deb('control.tar.gz', gzipSync(controlTar)) } as const;
    const change = fc.record({ at: fc.nat(300), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('rpm' as const, 'deb' as const), fc.array(change, { maxLength: 6 }), async (kind, changes) => {
        const bytes = Uint8Array.from(whole[kind]);
        for (const { at, value } of changes) bytes[at % bytes.length] = value;
        let read = 0;
        const inner = bytesSource(bytes);
        const counted: ByteSource = {
          size: inner.size,
          read: async (offset, length) => {
            read += length;
            return await inner.read(offset, length);
          },
        };
        const facts = await readDesktopFacts(counted, kind);
        strictEqual(facts.extension, kind);
        ok(read < 64 * 1024, `${read}`);
      }),
      { numRuns: 200 },
    );
  });
});
