/**
 * `Res_value` (ResourceTypes.h): u16 size (8), u8 res0 (0), u8 dataType, u32 data. Every value survives a round trip,
 * except that a boolean's data becomes 0 or 0xFFFFFFFF.
 */

import { type ResourceValue } from '../android-resources/resourceValue.ts';

export const typedValueSize = 8;

const TYPE_NULL = 0x00;
const TYPE_REFERENCE = 0x01;
const TYPE_ATTRIBUTE = 0x02;
export const TYPE_STRING = 0x03;
const TYPE_FLOAT = 0x04;
const TYPE_DIMENSION = 0x05;
const TYPE_FRACTION = 0x06;
const TYPE_DYNAMIC_REFERENCE = 0x07;
const TYPE_DYNAMIC_ATTRIBUTE = 0x08;
export const TYPE_INT_DEC = 0x10;
const TYPE_INT_HEX = 0x11;
const TYPE_INT_BOOLEAN = 0x12;
const TYPE_INT_COLOR_ARGB8 = 0x1c;
const TYPE_INT_COLOR_RGB8 = 0x1d;
const TYPE_INT_COLOR_ARGB4 = 0x1e;
const TYPE_INT_COLOR_RGB4 = 0x1f;

const DATA_NULL_EMPTY = 1;

const colorForms = { 0x1c: 'argb8', 0x1d: 'rgb8', 0x1e: 'argb4', 0x1f: 'rgb4' } as const;
const colorTypes = { argb8: 0x1c, rgb8: 0x1d, argb4: 0x1e, rgb4: 0x1f } as const;

const floatView = new DataView(new ArrayBuffer(4));

function bitsToFloat(bits: number): number {
  floatView.setUint32(0, bits);
  return floatView.getFloat32(0);
}

export function floatToBits(value: number): number {
  floatView.setFloat32(0, value);
  return floatView.getUint32(0);
}

/** `stringAt` gives the string value of an index of the pool in force. */
export function decodeTypedValue(dataType: number, data: number, stringAt: (index: number) => ResourceValue): ResourceValue {
  switch (dataType) {
    case TYPE_NULL:
      if (data === DATA_NULL_EMPTY) return { type: 'empty' };
      return data === 0 ? { type: 'null' } : { type: 'unknown', dataType, data };
    case TYPE_REFERENCE:
      return { type: 'reference', id: data };
    case TYPE_ATTRIBUTE:
      return { type: 'reference', id: data, attribute: true };
    case TYPE_DYNAMIC_REFERENCE:
      return { type: 'reference', id: data, dynamic: true };
    case TYPE_DYNAMIC_ATTRIBUTE:
      return { type: 'reference', id: data, attribute: true, dynamic: true };
    case TYPE_STRING:
      return stringAt(data);
    case TYPE_FLOAT:
      return { type: 'float', value: bitsToFloat(data) };
    case TYPE_DIMENSION:
      return { type: 'dimension', bits: data };
    case TYPE_FRACTION:
      return { type: 'fraction', bits: data };
    case TYPE_INT_DEC:
      return { type: 'integer', value: data | 0 };
    case TYPE_INT_HEX:
      return { type: 'integer', value: data | 0, hexadecimal: true };
    case TYPE_INT_BOOLEAN:
      return { type: 'boolean', value: data !== 0 };
    case TYPE_INT_COLOR_ARGB8:
    case TYPE_INT_COLOR_RGB8:
    case TYPE_INT_COLOR_ARGB4:
    case TYPE_INT_COLOR_RGB4:
      return { type: 'color', argb: data, form: colorForms[dataType] };
    default:
      return { type: 'unknown', dataType, data };
  }
}

export interface TypedValue {
  readonly dataType: number;
  readonly data: number;
}

/** The index of a string value in the pool in force. */
export type IndexOfString = (value: Extract<ResourceValue, { type: 'string' }>) => number;

export function encodeTypedValue(value: ResourceValue, indexOf: IndexOfString): TypedValue {
  switch (value.type) {
    case 'null':
      return { dataType: TYPE_NULL, data: 0 };
    case 'empty':
      return { dataType: TYPE_NULL, data: DATA_NULL_EMPTY };
    case 'reference':
      return { dataType: referenceType(value), data: value.id >>> 0 };
    case 'string':
      return { dataType: TYPE_STRING, data: indexOf(value) };
    case 'float':
      return { dataType: TYPE_FLOAT, data: floatToBits(value.value) };
    case 'dimension':
      return { dataType: TYPE_DIMENSION, data: value.bits >>> 0 };
    case 'fraction':
      return { dataType: TYPE_FRACTION, data: value.bits >>> 0 };
    case 'integer':
      return { dataType: value.hexadecimal === true ? TYPE_INT_HEX : TYPE_INT_DEC, data: value.value >>> 0 };
    case 'boolean':
      return { dataType: TYPE_INT_BOOLEAN, data: value.value ? 0xffffffff : 0 };
    case 'color':
      return { dataType: colorTypes[value.form], data: value.argb >>> 0 };
    case 'unknown':
      return { dataType: value.dataType & 0xff, data: value.data >>> 0 };
  }
}

function referenceType({ attribute, dynamic }: Extract<ResourceValue, { type: 'reference' }>): number {
  if (dynamic === true) return attribute === true ? TYPE_DYNAMIC_ATTRIBUTE : TYPE_DYNAMIC_REFERENCE;
  return attribute === true ? TYPE_ATTRIBUTE : TYPE_REFERENCE;
}
