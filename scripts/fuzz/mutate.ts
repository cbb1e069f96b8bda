/** Mutations that break binary formats where they hurt: counts, sizes, offsets, truncation, repetition, parts of other inputs. */

import { type RepeatableRandom } from './random.ts';

type Mutation = (bytes: Uint8Array, random: RepeatableRandom, other: Uint8Array) => Uint8Array;

const interesting8 = [0, 1, 0x7f, 0x80, 0xff, 0x20, 0x30, 0x2f] as const;
const interesting16 = [0, 1, 0x7fff, 0x8000, 0xffff, 0xfffe, 0x0100, 0x1000] as const;
const interesting32 = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0x10000, 0x01000000, 0x40000000] as const;

/** Large enough for every seed to grow, small enough for a run to stay fast. */
const maxLength = 1 << 20;

const flipBit: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return bytes;
};

const setByte: Mutation = (bytes, random) => {
  bytes[random.below(bytes.length)] = random.below(2) === 0 ? random.u32() & 0xff : random.pick(interesting8);
  return bytes;
};

const addToByte: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) + random.below(33) - 16;
  return bytes;
};

const setInteger: Mutation = (bytes, random) => {
  const width = random.pick([2, 4]);
  if (bytes.length < width) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = random.below(bytes.length - width + 1);
  const isLittle = random.below(2) === 0;
  if (width === 2) view.setUint16(at, random.pick(interesting16), isLittle);
  else view.setUint32(at, random.below(3) === 0 ? random.below(bytes.length * 2) : random.pick(interesting32), isLittle);
  return bytes;
};

const truncate: Mutation = (bytes, random) => bytes.slice(0, random.below(bytes.length));

const cutOut: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  return join(bytes.subarray(0, from), bytes.subarray(to));
};

const repeat: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  return join(bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to));
};

const overwriteFromElsewhere: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  bytes.copyWithin(random.below(bytes.length), from, to);
  return bytes;
};

const insertNoise: Mutation = (bytes, random) => {
  const at = random.below(bytes.length + 1);
  const noise = Uint8Array.from({ length: 1 + random.below(16) }, () => random.u32() & 0xff);
  return join(bytes.subarray(0, at), noise, bytes.subarray(at));
};

const fill: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  return bytes.fill(random.pick(interesting8), from, to);
};

const splice: Mutation = (bytes, random, other) =>
  join(bytes.subarray(0, random.below(bytes.length + 1)), other.subarray(random.below(other.length + 1)));

const mutations: readonly [Mutation, ...Mutation[]] = [
  flipBit,
  flipBit,
  setByte,
  setByte,
  addToByte,
  setInteger,
  setInteger,
  setInteger,
  truncate,
  cutOut,
  repeat,
  overwriteFromElsewhere,
  insertNoise,
  fill,
  splice,
];

/** A mutant of one of the seeds: one to eight mutations, most often one or two. The same random gives the same mutant. */
export function mutate(seeds: readonly Uint8Array[], random: RepeatableRandom): Uint8Array {
  const seed = (): Uint8Array => seeds[random.below(seeds.length)] ?? new Uint8Array(0);
  let bytes: Uint8Array = seed().slice();
  const rounds = 1 << random.below(random.below(4) + 1);
  for (let round = 0; round < rounds; round++) {
    if (bytes.length === 0) bytes = insertNoise(bytes, random, bytes);
    bytes = random.pick(mutations)(bytes, random, seed());
  }
  return bytes.length > maxLength ? bytes.slice(0, maxLength) : bytes;
}

/** A range that is usually short. */
function range(bytes: Uint8Array, random: RepeatableRandom): readonly [number, number] {
  const from = random.below(bytes.length);
  const longest = random.below(4) === 0 ? bytes.length : 32;
  return [from, Math.min(bytes.length, from + 1 + random.below(longest))];
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
