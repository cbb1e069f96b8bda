/** Whole packages: what mutates is the archive, so that broken parts meet each other. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { inspectAndroidPackage } from '../../src/core/packages/inspectAndroidPackage.ts';
import { openPackageIcon } from '../../src/core/packages/openPackageIcon.ts';
import { storeReadiness } from '../../src/core/packages/storeReadiness.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../support/smallPackages.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const today = new Date('2026-11-21');

export const target: FuzzTarget = {
  name: 'package',
  seeds: async () => {
    const stored = smallApkEntries().map((entry) => ({ ...entry, method: 'stored' as const }));
    // Without room between the entries more of the mutations hit something.
    return [
      await smallArchive(stored, () => 1),
      await smallArchive(smallApkEntries(), () => 4),
      await smallArchive(
        smallBundleEntries().map((entry) => ({ ...entry, method: 'stored' as const })),
        () => 1,
      ),
    ];
  },
  run: async (bytes) => {
    const source = bytesSource(bytes);
    const { inspection } = await inspectAndroidPackage(source);
    if (!inspection) return undefined;
    await openPackageIcon(source, inspection.icon, 160);
    return storeReadiness(inspection, { today });
  },
};
