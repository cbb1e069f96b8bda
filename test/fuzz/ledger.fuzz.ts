/** Ledgers: reading never throws, and what was read is written and read again as the same. */

import { fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { isPlatform } from '../../src/core/settings/platform.ts';
import { encodeLedgerLine, inspectLedger } from '../../src/core/versions/ledger.ts';
import { compareVersions } from '../../src/core/versions/compareVersions.ts';
import { lastPackage, proposeVersion } from '../../src/core/versions/versionRules.ts';
import { packageRecord } from '../support/packageRecords.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'ledger',
  seeds: async () => [
    utf8(
      encodeLedgerLine(packageRecord()) +
        encodeLedgerLine(packageRecord({ id: 'fedcba9876543210', versionCode: 13, version: '1.5.0-rc.1' })),
    ),
    utf8(`<<<<<<< HEAD\n${encodeLedgerLine(packageRecord())}=======\n>>>>>>> topic\n`),
  ],
  run: (bytes) => {
    const { records } = inspectLedger(fromUtf8(bytes));
    const again = inspectLedger(records.map((record) => encodeLedgerLine(record)).join(''));
    // Two records with one version code are reported however they were written.
    const isChanged = again.issues.some(({ code }) => code !== 'ledger-version-code-repeated');
    if (again.records.length !== records.length || isChanged) throw new Error('a record changed by being written');
    const [first] = records;
    const platform = first?.platform;
    if (!first || !isPlatform(platform)) return;
    const last = lastPackage(records, platform, first.appIdentifier);
    proposeVersion(last);
    compareVersions(first.version, last?.version ?? '');
  },
};
