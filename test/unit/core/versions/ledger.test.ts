import { deepStrictEqual, match } from 'node:assert/strict';
import { encodeLedgerLine, inspectLedger } from '../../../../src/core/versions/ledger.ts';
import { lastPackage, proposeVersion } from '../../../../src/core/versions/versionRules.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

const one = packageRecord({ id: '1111111111111111' });
const two = packageRecord({ id: '2222222222222222', versionCode: 13 });
const lines = (...texts: string[]) => texts.join('\n');
const line = (record = one) => encodeLedgerLine(record).trim();

function check(text: string, ids: readonly string[], issues: readonly string[]): void {
  const ledger = inspectLedger(text);
  deepStrictEqual(
    ledger.records.map(({ id }) => id),
    ids,
  );
  deepStrictEqual(
    ledger.issues.map(({ code, message }) => `${code}: ${message}`),
    issues,
  );
}

describe('inspectLedger', () => {
  it('reads back what is written, unknown fields included', () => {
    deepStrictEqual(inspectLedger(encodeLedgerLine(one) + encodeLedgerLine(two)).records, [one, two]);
    const newer = { ...one, channel: 'beta' };
    deepStrictEqual(inspectLedger(encodeLedgerLine(newer)).records, [newer]);
  });

  it('takes empty lines, CRLF and a byte order mark', () => {
    check(`\uFEFF\n${line(one)}\r\n\r\n${line(two)}\r\n`, [one.id, two.id], []);
  });

  it('ledger-merge-conflict', () => {
    check(
      lines('<<<<<<< HEAD', line(one), '=======', line(two), '>>>>>>> topic', ''),
      [one.id, two.id],
      [
        'ledger-merge-conflict: Line 1 of the ledger is a merge conflict marker',
        'ledger-merge-conflict: Line 3 of the ledger is a merge conflict marker',
        'ledger-merge-conflict: Line 5 of the ledger is a merge conflict marker',
      ],
    );
  });

  it('ledger-bad-line', () => {
    check(
      lines('hello', line(one), '[]', ''),
      [one.id],
      [
        'ledger-bad-line: Line 1 of the ledger cannot be read: it is not JSON',
        'ledger-bad-line: Line 3 of the ledger cannot be read: it contains no object',
      ],
    );
    check(
      lines(JSON.stringify({ ...one, versionCode: '12' }), ''),
      [],
      ['ledger-bad-line: Line 1 of the ledger cannot be read: its versionCode is not usable'],
    );
    check(
      lines(JSON.stringify({ ...one, sha256: undefined }), ''),
      [],
      ['ledger-bad-line: Line 1 of the ledger cannot be read: its sha256 is missing'],
    );
  });

  it('ledger-unfinished-line', () =>
    check(lines(line(one), line(two).slice(0, 50)), [one.id], ['ledger-unfinished-line: The last line of the ledger is incomplete']));

  it('ledger-duplicate', () =>
    check(lines(line(one), line(one), ''), [one.id], ['ledger-duplicate: Line 2 of the ledger repeats an earlier record']));

  it('ledger-path-refused: a path that leaves the app is not believed, and its version code is', () => {
    const refused = [
      '../../.ssh/id_rsa',
      '/etc/passwd',
      '/home/ada/.bashrc',
      'a/../../x.apk',
      '/x/../../etc/x.apk',
      '..',
      '',
      '.',
      '~/x.apk',
      '\\\\server\\share\\x.apk',
      '//server/share/x.apk',
      'C:x.apk',
      'x.apk:stream',
      'C:\\x\\y.apk:stream',
      'C:\\Windows\\System32\\config',
      '..\\..\\x.apk',
      'a\u0000.apk',
      `${'a/'.repeat(600)}x.apk`,
    ];
    for (const path of refused) {
      const { records, issues } = inspectLedger(`\n${line({ ...one, path })}\n`);
      deepStrictEqual([issues.map(({ code }) => code), issues[0]?.place?.range?.line], [['ledger-path-refused'], 1], path);
      deepStrictEqual(records[0]?.versionCode, one.versionCode);
      match(records[0]?.path ?? '', /^\.mobile-distribution\/packages\/[\w.+-]+$/);
    }
  });

  it('believes paths in the app', () => {
    for (const path of ['out/x.apk', '.mobile-distribution/packages/x.aab', '..x/y.apk']) {
      const { records, issues } = inspectLedger(`${line({ ...one, path })}\n`);
      deepStrictEqual([records[0]?.path, issues], [path, []]);
    }
  });

  it('believes packages outside of the app only where this user created them, and reports nothing about those of others', () => {
    for (const path of ['/home/ada/out/x.apk', 'Z:\\out\\x.apk', 'C:/out/x.apk']) {
      const text = `${line({ ...one, path })}\n`;
      const believed = (ownOutputs?: ReadonlyMap<string, string>) => {
        const { records, issues } = inspectLedger(text, undefined, ownOutputs);
        return [records[0]?.path, records[0]?.versionCode, issues];
      };
      deepStrictEqual(believed(new Map([[one.id, path]])), [path, one.versionCode, []]);
      for (const others of [undefined, new Map([[two.id, path]]), new Map([[one.id, '/home/ada/out/y.apk']])])
        deepStrictEqual(believed(others), ['.mobile-distribution/packages/x.apk', one.versionCode, []]);
    }
    for (const path of ['/etc/passwd', '/x/../../etc/x.apk'])
      deepStrictEqual(
        inspectLedger(`${line({ ...one, path })}\n`, undefined, new Map([[one.id, path]])).issues.map(({ code }) => code),
        ['ledger-path-refused'],
      );
  });

  it('believes every version that Android shows', () => {
    for (const version of ['release-2.1', '2.1 (5)', '2.1-β']) {
      const { records, issues } = inspectLedger(`${line({ ...one, version })}\n`);
      deepStrictEqual([records[0]?.version, issues], [version, []]);
    }
  });

  it('ignores numbers that would block every later package, with the line', () => {
    const absurd = [
      { versionCode: 2_100_000_000 },
      { versionCode: Number.MAX_SAFE_INTEGER },
      { version: '9999999999999999.0' },
      { version: 'not\na version' },
      { version: `1.${'9'.repeat(200)}` },
      { platform: 'ios' as const, buildType: 'app-store' as const, versionCode: 1e15 },
    ];
    for (const wrong of absurd) {
      const { records, issues } = inspectLedger(`\n${line({ ...one, ...wrong })}\n${line(two)}\n`);
      deepStrictEqual(
        [records.map(({ id }) => id), issues.map(({ code }) => code), issues[0]?.params['line']],
        [[two.id], ['ledger-bad-line'], 2],
      );
    }
  });

  it('loses no version code of a line with values that only a newer version knows', () => {
    const newer = [
      { buildType: 'Nightly 5' },
      { sha256: { algorithm: 'sha512' } },
      { createdAt: 1_900_000_000 },
      { id: 'x' },
      { version: { name: 'x' } },
    ];
    const kept = { ...one, platform: 'windows', buildType: 'msix-bundle', format: 'msix', schema: 7, tools: { SDK: '10.0' }, future: [1] };
    deepStrictEqual(inspectLedger(`${JSON.stringify(kept)}\n`), { records: [kept], codes: [], issues: [] });
    for (const unknown of newer) {
      const { records, codes } = inspectLedger(`${JSON.stringify({ ...one, versionCode: 77, ...unknown })}\n`);
      deepStrictEqual([records, lastPackage(records, 'android', one.appIdentifier, codes)?.versionCode], [[], 77]);
      deepStrictEqual(proposeVersion(lastPackage(records, 'android', one.appIdentifier, codes)).versionCode, 78);
    }
    const absurd = inspectLedger(`${JSON.stringify({ ...one, sha256: 'x', versionCode: 2_100_000_000 })}\n`);
    deepStrictEqual(absurd.codes, []);
  });
});
