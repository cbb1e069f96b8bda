/** Whole iOS packages, verified as `mdist package verify` does. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { verifyIpa } from '../../src/core/packages/ipa/seal/verifyIpa.ts';
import { ApplePki } from '../support/applePki.ts';
import { packContent, sealedContent } from '../support/sealedApps.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'sealedIpa',
  seeds: async () => {
    const small = { codeBytes: 300, linkeditBytes: 20 };
    const content = await sealedContent({ pki: new ApplePki() }, small);
    return [
      await packContent(content),
      await packContent(await sealedContent({ pki: new ApplePki(), signer: undefined, programs: new Map() }, small)),
    ];
  },
  run: async (bytes) => {
    const source = bytesSource(bytes);
    const { archive, issues } = await inspectZip(source);
    return await verifyIpa(source, archive, { now: new Date('2026-11-21T10:00:00Z'), archiveIssues: issues });
  },
};
