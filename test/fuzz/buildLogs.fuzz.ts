/** Mutated build logs must be explained or not, soon and in bounded memory; whatever the encoding claims to be. */

import { readFileSync } from 'node:fs';
import { explainLog } from '../../src/core/engines/log/explainLog.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const names = [
  'gradle-javac-cannot-find-symbol',
  'gradle-manifest-merge-attribute',
  'expo-export-module-missing',
  'vite-config-error',
  'npm-ci-lock-mismatch',
];

export const target: FuzzTarget = {
  name: 'buildLogs',
  seeds: async () => [
    ...names.map((name) => new Uint8Array(readFileSync(`test/fixtures/build-logs/${name}.txt`))),
    new Uint8Array(Buffer.from('\uFEFF* What went wrong:\r\n> SDK location not found.\r\n* Try:\r\n', 'utf16le')),
  ],
  async run(bytes) {
    // In pieces that end anywhere.
    const cut = bytes.length >> 1;
    await explainLog([bytes.subarray(0, cut), bytes.subarray(cut)]);
  },
};
