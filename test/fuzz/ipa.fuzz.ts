/** iOS packages: what mutates is the archive, so that broken parts meet each other. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { inspectPackage } from '../../src/core/packages/inspectPackage.ts';
import { ApplePki, team } from '../support/applePki.ts';
import { helloEntitlements, ipaEntries } from '../support/ipaFiles.ts';
import { armv7, encodeCodeSignature, encodeFat, encodeMachO } from '../support/machOFiles.ts';
import { smallArchive } from '../support/smallPackages.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const now = new Date('2026-11-21');

export const target: FuzzTarget = {
  name: 'ipa',
  seeds: async () => {
    const pki = new ApplePki();
    const signature = encodeCodeSignature({ team, entitlements: helloEntitlements });
    const fat = encodeFat([encodeMachO({ bits: 32, cpu: armv7, signature }), encodeMachO({ signature })]);
    const stored = ipaEntries({ pki }).map((entry) => ({ ...entry, method: 'stored' as const }));
    return [
      // Without room between the entries more of the mutations hit something.
      await smallArchive(stored, () => 1),
      await smallArchive(ipaEntries({ pki }), () => 4),
      await smallArchive(ipaEntries({ pki, executable: fat, change: { 'embedded.mobileprovision': undefined } }), () => 1),
    ];
  },
  run: async (bytes) => (await inspectPackage(bytesSource(bytes), { now })).inspection,
};
