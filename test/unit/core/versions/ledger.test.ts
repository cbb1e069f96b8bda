import { deepStrictEqual } from 'node:assert/strict';
import { encodeLedgerLine, inspectLedger } from '../../../../src/core/versions/ledger.ts';
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
        'ledger-merge-conflict: Line 1 of the ledger is a conflict marker of a merge',
        'ledger-merge-conflict: Line 3 of the ledger is a conflict marker of a merge',
        'ledger-merge-conflict: Line 5 of the ledger is a conflict marker of a merge',
      ],
    );
  });

  it('ledger-bad-line', () => {
    check(
      lines('hello', line(one), '[]', ''),
      [one.id],
      [
        'ledger-bad-line: Line 1 of the ledger cannot be read: it is not JSON',
        'ledger-bad-line: Line 3 of the ledger cannot be read: it holds no object',
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
    check(lines(line(one), line(two).slice(0, 50)), [one.id], ['ledger-unfinished-line: The last line of the ledger is not complete']));

  it('ledger-duplicate', () =>
    check(lines(line(one), line(one), ''), [one.id], ['ledger-duplicate: Line 2 of the ledger repeats a record that stands above it']));
});
