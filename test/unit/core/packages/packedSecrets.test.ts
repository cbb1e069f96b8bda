import { deepStrictEqual } from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { inspectZip } from '../../../../src/core/formats/zip/inspectZip.ts';
import { type ZipEntry } from '../../../../src/core/formats/zip/zipEntry.ts';
import { inspectPackage } from '../../../../src/core/packages/inspectPackage.ts';
import { findPackedSecrets } from '../../../../src/core/packages/packedSecrets.ts';
import { testKeystore } from '../../../support/workflowWorld.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../../../support/smallPackages.ts';

const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const files: Readonly<Record<string, string>> = {
  'assets/www/server.key': key,
  'assets/index.android.bundle': `${'var a=1;'.repeat(10_000)}var k=${JSON.stringify(key)};`,
  'res/raw/service.json': JSON.stringify({ type: 'service_account', private_key: key }),
  'assets/.env': 'API_TOKEN=abcdefgh\n',
  'assets/public/.git/config': '[core]\n',
  'assets/library.js': 'const begin = "-----BEGIN PRIVATE KEY-----";',
  'assets/cert.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
};

async function secretsIn(entries: readonly { readonly name: string; readonly bytes: Bytes }[]): Promise<readonly string[]> {
  for (const method of ['stored', 'deflated'] as const) {
    const bytes = await smallArchive(entries.map((entry) => ({ ...entry, method })));
    const { issues } = await inspectPackage(bytesSource(bytes), { now: new Date(0) });
    const found = issues.filter(({ code }) => code === 'package-holds-secret').map(({ place }) => place?.entry ?? '');
    if (method === 'deflated') return found.toSorted();
  }
  return [];
}

describe('secrets in a package', () => {
  const added = Object.entries(files).map(([name, text]) => ({ name, bytes: utf8(text) }));
  const expected = [
    'assets/.env',
    'assets/index.android.bundle',
    'assets/public/.git/config',
    'assets/www/server.key',
    'res/raw/service.json',
  ];

  it('are found in an APK', async () => deepStrictEqual(await secretsIn([...smallApkEntries(), ...added]), expected));

  it('are found in an app bundle', async () => {
    const inBase = added.map(({ name, bytes }) => ({ name: `base/${name}`, bytes }));
    deepStrictEqual(await secretsIn([...smallBundleEntries(), ...inBase]), expected.map((name) => `base/${name}`).toSorted());
  });

  it('are found in an iOS package', async () => {
    const inApp = added.map(({ name, bytes }) => ({ name: `Payload/Small.app/${name}`, bytes }));
    const info = { name: 'Payload/Small.app/Info.plist', bytes: utf8('<plist/>') };
    deepStrictEqual(await secretsIn([info, ...inApp]), expected.map((name) => `Payload/Small.app/${name}`).toSorted());
  });

  it('are found whatever their name says, and where files are copied as they are', async () => {
    const keystore = await testKeystore();
    const hidden = [
      ...['lib/arm64-v8a/libx.so', 'assets/x.png', 'res/drawable/x.webp', 'assets/public/sound.mp3'].map((name) => ({
        name,
        bytes: keystore,
      })),
      { name: 'assets/font.ttf', bytes: utf8(key) },
      { name: 'assets/public/Info.plist', bytes: utf8(`<plist><string>${key}</string></plist>`) },
      { name: 'assets/www/AndroidManifest.xml', bytes: utf8(`<!-- ${key} -->`) },
    ];
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Uint8Array(60)]);
    const harmless = { name: 'assets/public/right.png', bytes: png };
    deepStrictEqual(await secretsIn([...smallApkEntries(), ...hidden, harmless]), hidden.map(({ name }) => name).toSorted());
  });

  it('are looked for within a budget, and the files beyond it are counted', async () => {
    const bytes = await smallArchive([
      { name: 'assets/key.js', bytes: utf8(`var k=${JSON.stringify(key)}`) },
      { name: 'assets/other.js', bytes: utf8('x') },
    ]);
    const source = bytesSource(bytes);
    const [first, second] = (await inspectZip(source)).archive?.entries ?? [];
    const large = (entry: ZipEntry | undefined, count: number): readonly ZipEntry[] =>
      entry ? Array.from({ length: count }, () => ({ ...entry, uncompressedSize: 1024 * 1024 })) : [];
    const search = async (entries: readonly ZipEntry[]) =>
      (await findPackedSecrets(source, entries, {})).map(({ code, params }) => [code, params['entry'] ?? params['count']]);
    deepStrictEqual(await search([...(first ? [first] : []), ...large(second, 63)]), [['package-holds-secret', 'assets/key.js']]);
    deepStrictEqual(await search([...large(second, 64), ...large(first, 6)]), [['package-secrets-unchecked', 6]]);
  });

  it('are in none of the small packages of tests', async () => {
    deepStrictEqual([await secretsIn(smallApkEntries()), await secretsIn(smallBundleEntries())], [[], []]);
  });
});
