/**
 * `aapt.pb.Configuration` (aapt2, Configuration.proto), both ways. It splits what the binary structure packs into bits,
 * and counts some choices the other way round. The build-time field `product` is not kept.
 */

import { localeTag, parseLocaleTag } from '../android-resources/localeTag.ts';
import { type ResourceConfiguration } from '../android-resources/resourceConfiguration.ts';
import { type ProtoReader } from '../protobuf/protoReader.ts';
import { type ProtoWriter } from '../protobuf/protoWriter.ts';

type PlainKey = {
  [Key in keyof ResourceConfiguration]-?: ResourceConfiguration[Key] extends number | undefined ? Key : never;
}[keyof ResourceConfiguration];

const localeField = 3;

/** Fields that hold the same number in both forms. */
const plainFields: readonly (readonly [field: number, key: PlainKey])[] = [
  [1, 'mcc'],
  [2, 'mnc'],
  [5, 'screenWidth'],
  [6, 'screenHeight'],
  [7, 'screenWidthDp'],
  [8, 'screenHeightDp'],
  [9, 'smallestScreenWidthDp'],
  [15, 'orientation'],
  [18, 'density'],
  [19, 'touchscreen'],
  [21, 'keyboard'],
  [23, 'navigation'],
  [24, 'sdkVersion'],
  [26, 'grammaticalInflection'],
  [27, 'minorVersion'],
];

interface BitField {
  readonly field: number;
  readonly key: PlainKey;
  readonly shift: number;
  readonly mask: number;
  /** In the protobuf form 1 is yes and 2 is no; in the bits it is the other way round. */
  readonly isSwapped: boolean;
}

function bits(field: number, key: PlainKey, shift: number, mask: number): BitField {
  return { field, key, shift, mask, isSwapped: false };
}

function swappedBits(field: number, key: PlainKey, shift: number): BitField {
  return { field, key, shift, mask: 3, isSwapped: true };
}

const bitFields: readonly BitField[] = [
  bits(4, 'screenLayout', 6, 3),
  bits(10, 'screenLayout', 0, 0x0f),
  swappedBits(11, 'screenLayout', 4),
  swappedBits(12, 'screenLayout2', 0),
  swappedBits(13, 'colorMode', 0),
  swappedBits(14, 'colorMode', 2),
  bits(16, 'uiMode', 0, 0x0f),
  swappedBits(17, 'uiMode', 4),
  bits(20, 'inputFlags', 0, 3),
  bits(22, 'inputFlags', 2, 3),
];

function swap(value: number): number {
  return value === 1 ? 2 : value === 2 ? 1 : value;
}

export function decodeProtoConfiguration(reader: ProtoReader): ResourceConfiguration {
  const configuration: { -readonly [Key in keyof ResourceConfiguration]: ResourceConfiguration[Key] } = {};
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    const plain = plainFields.find(([number]) => number === field);
    const packed = bitFields.find((candidate) => candidate.field === field);
    if (field === localeField) Object.assign(configuration, parseLocaleTag(reader.string()));
    else if (plain !== undefined) {
      const value = reader.uint32();
      if (value !== 0) configuration[plain[1]] = value;
    } else if (packed !== undefined) {
      const { key, shift, mask, isSwapped } = packed;
      const value = reader.uint32() & mask;
      if (value !== 0) configuration[key] = (configuration[key] ?? 0) | ((isSwapped ? swap(value) : value) << shift);
    } else reader.skip();
  }
  return configuration;
}

export function encodeProtoConfiguration(writer: ProtoWriter, configuration: ResourceConfiguration): void {
  const locale = localeTag(configuration);
  const fields: [number, number][] = [];
  for (const [field, key] of plainFields) fields.push([field, configuration[key] ?? 0]);
  for (const { field, key, shift, mask, isSwapped } of bitFields) {
    const value = ((configuration[key] ?? 0) >>> shift) & mask;
    fields.push([field, isSwapped ? swap(value) : value]);
  }
  for (const [field, value] of fields.sort(([a], [b]) => a - b)) {
    if (value !== 0) writer.uint32(field, value);
    if (field === 2 && locale !== '') writer.string(localeField, locale);
  }
}
