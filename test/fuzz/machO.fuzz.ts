/** Executables of Apple's systems: headers of thin and universal files, and their signatures. */

import { inspectCodeSignature } from '../../src/core/formats/code-signature/inspectCodeSignature.ts';
import { inspectFatHeader } from '../../src/core/formats/mach-o/inspectFatHeader.ts';
import { inspectMachO } from '../../src/core/formats/mach-o/inspectMachO.ts';
import { ApplePki, team } from '../support/applePki.ts';
import { armv7, encodeCodeSignature, encodeFat, encodeMachO } from '../support/machOFiles.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'machO',
  seeds: async () => {
    const signature = encodeCodeSignature({ team, entitlements: { 'get-task-allow': true } });
    const identity = new ApplePki().leaf();
    return [
      signature,
      encodeCodeSignature({ team, identity }),
      encodeMachO({ cryptid: 1, signature }),
      encodeMachO({ bits: 32, cpu: armv7, platform: 7 }),
      encodeFat([encodeMachO({ bits: 32, cpu: armv7 }), encodeMachO()]),
      encodeFat([encodeMachO()], 64),
    ];
  },
  run: (bytes) => {
    inspectCodeSignature(bytes);
    const { slices = [] } = inspectFatHeader(bytes, bytes.length);
    for (const { offset, length } of slices) inspectMachO(bytes.subarray(offset, offset + length));
    return inspectMachO(bytes);
  },
};
