/** `aapt.pb.Primitive` (aapt2, Resources.proto): a value that is neither text nor reference, both ways. */

import { type ResourceValue } from '../android-resources/resourceValue.ts';
import { type ProtoReader } from '../protobuf/protoReader.ts';
import { type ProtoWriter } from '../protobuf/protoWriter.ts';
import { floatToBits } from '../resource-chunks/typedValue.ts';

const colorForms = { 9: 'argb8', 10: 'rgb8', 11: 'argb4', 12: 'rgb4' } as const;
const colorFields = { argb8: 9, rgb8: 10, argb4: 11, rgb4: 12 } as const;

export function decodePrimitive(reader: ProtoReader): ResourceValue {
  let value: ResourceValue = { type: 'null' };
  for (let field = reader.next(); field !== 0; field = reader.next()) value = decodeField(reader, field) ?? value;
  return value;
}

function decodeField(reader: ProtoReader, field: number): ResourceValue | undefined {
  switch (field) {
    case 1:
      reader.skip();
      return { type: 'null' };
    case 2:
      reader.skip();
      return { type: 'empty' };
    case 3:
      return { type: 'float', value: reader.float() };
    // Fields 4 and 5 are how older tools wrote the bits of 13 and 14: as if they were a float.
    case 4:
      return { type: 'dimension', bits: reader.fixed32() };
    case 5:
      return { type: 'fraction', bits: reader.fixed32() };
    case 6:
      return { type: 'integer', value: reader.int32() };
    case 7:
      return { type: 'integer', value: reader.int32(), hexadecimal: true };
    case 8:
      return { type: 'boolean', value: reader.bool() };
    case 9:
    case 10:
    case 11:
    case 12:
      return { type: 'color', argb: reader.uint32(), form: colorForms[field] };
    case 13:
      return { type: 'dimension', bits: reader.uint32() };
    case 14:
      return { type: 'fraction', bits: reader.uint32() };
    default:
      reader.skip();
      return undefined;
  }
}

/** A value of an unknown type has no form here and becomes a hexadecimal integer. */
export function encodePrimitive(writer: ProtoWriter, value: Exclude<ResourceValue, { type: 'reference' | 'string' }>): void {
  switch (value.type) {
    case 'null':
      writer.message(1, () => undefined);
      break;
    case 'empty':
      writer.message(2, () => undefined);
      break;
    case 'float':
      writer.fixed32(3, floatToBits(value.value));
      break;
    case 'dimension':
      writer.uint32(13, value.bits);
      break;
    case 'fraction':
      writer.uint32(14, value.bits);
      break;
    case 'integer':
      if (value.hexadecimal === true) writer.uint32(7, value.value);
      else writer.int32(6, value.value);
      break;
    case 'boolean':
      writer.bool(8, value.value);
      break;
    case 'color':
      writer.uint32(colorFields[value.form], value.argb);
      break;
    case 'unknown':
      writer.uint32(7, value.data);
      break;
  }
}
