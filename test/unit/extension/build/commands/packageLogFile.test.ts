import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type LoggedPackage, logOfPackage } from '../../../../../src/extension/build/commands/packageLogFile.ts';

const ofThis = 'ab'.repeat(32);
const ofOther = 'cd'.repeat(32);

const record: LoggedPackage = {
  name: 'Hello Web',
  appIdentifier: 'com.acme.hello',
  version: '1.4.0',
  versionCode: 12,
  buildType: 'release',
  createdAt: '2026-11-21T10:01:00.000Z',
  sha256: ofThis,
};

const end = (sha256: string): string => `2026-11-21T10:01:00.000Z verified and recorded: a.apk, 9 bytes, SHA-256 ${sha256}\n`;

/** The log that is found, and which were read until then. */
async function find(logs: Readonly<Record<string, string | undefined>>): Promise<readonly [string | undefined, readonly string[]]> {
  const read: string[] = [];
  const found = await logOfPackage(record, Object.keys(logs), async (name) => {
    read.push(name);
    return logs[name];
  });
  return [found, read];
}

describe('the log of a package', () => {
  it('is the one that tells its fingerprint, not the newest of the app', async () => {
    const own = 'hello-web-1.4.0-12-release-20261121T100000Z.log';
    const newer = 'hello-web-1.4.0-13-release-20261121T110000Z.log';
    deepStrictEqual(await find({ [newer]: end(ofOther), [own]: end(ofThis) }), [own, [own]]);
  });

  it('is told from that of the other platform, which began with it, and of a run that failed', async () => {
    const own = 'hello-web-1.4.0-12-release-20261121T095900Z.log';
    const other = 'hello-web-1.4.0-12-release-20261121T100000Z.log';
    const broken = 'hello-web-1.4.0-12-release-20261121T100059Z.log';
    deepStrictEqual(await find({ [own]: end(ofThis), [other]: end(ofOther), [broken]: undefined }), [own, [broken, other, own]]);
  });

  it('is found under another name too, as the package may call itself otherwise', async () => {
    const own = 'shop-1.4.0-12-release-20261121T100000Z.log';
    strictEqual((await find({ [own]: end(ofThis) }))[0], own);
  });

  it('is none when no log tells it, and only some are read', async () => {
    const logs = Array.from(
      { length: 60 },
      (_, minute) => `hello-web-1.4.0-12-release-20261121T09${String(minute).padStart(2, '0')}00Z.log`,
    );
    const [found, read] = await find(Object.fromEntries([...logs, 'notes.log'].map((name) => [name, end(ofOther)])));
    deepStrictEqual([found, read.length, read[0]], [undefined, 20, 'hello-web-1.4.0-12-release-20261121T095900Z.log']);
  });
});
