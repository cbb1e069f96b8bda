/** Mutated PNG pictures must be read or refused, in bounded time and memory. */

import { encode } from 'fast-png';
import { encodePng } from '../../src/core/formats/image/encodePng.ts';
import { inspectPng } from '../../src/core/formats/image/inspectPng.ts';
import { createImage } from '../../src/core/formats/image/rgbaImage.ts';
import { applePng } from '../support/applePng.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const grey = new Uint8Array(64).map((_, index) => index * 4);

export const target: FuzzTarget = {
  name: 'png',
  seeds: async () => [
    await encodePng(createImage(8, 8, 0xff102030)),
    await encodePng(createImage(5, 9, 0x80102030)),
    encode({ width: 8, height: 8, channels: 1, data: grey }),
    applePng(7, 5, new Uint8Array(7 * 5 * 4).fill(0x40)),
    encode({ width: 4, height: 4, channels: 4, depth: 16, data: new Uint16Array(64).fill(0x1234) }),
  ],
  run: (bytes) => inspectPng(bytes, {}, { sideLimit: 256 }),
};
