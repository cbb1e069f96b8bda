/** `aapt.pb.Item` and its parts (aapt2, Resources.proto): one value, both ways. */

import { type ResourceValue, type StringSpan } from '../android-resources/resourceValue.ts';
import { type ProtoReader } from '../protobuf/protoReader.ts';
import { type ProtoWriter } from '../protobuf/protoWriter.ts';
import { decodePrimitive, encodePrimitive } from './protoPrimitive.ts';

type ReferenceValue = Extract<ResourceValue, { type: 'reference' }>;
type StringValue = Extract<ResourceValue, { type: 'string' }>;

/** message Item { oneof { Reference ref = 1; String str = 2; RawString raw_str = 3; StyledString styled_str = 4; FileReference file = 5; Id id = 6; Primitive prim = 7 } } */
export function decodeItem(reader: ProtoReader): ResourceValue {
  let value: ResourceValue = { type: 'null' };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) value = decodeReference(reader.message());
    else if (field === 2 || field === 3) value = { type: 'string', value: decodeFirstString(reader.message()) };
    else if (field === 4) value = decodeStyledString(reader.message());
    else if (field === 5) value = decodeFileReference(reader.message());
    else if (field === 6) {
      // An id resource has no value; the binary form stores `false` for it.
      reader.skip();
      value = { type: 'boolean', value: false };
    } else if (field === 7) value = decodePrimitive(reader.message());
    else reader.skip();
  }
  return value;
}

/** `typeName` is that of the resource whose value it is: one of type `id` has none of its own. */
export function encodeItem(writer: ProtoWriter, value: ResourceValue, typeName?: string): void {
  if (value.type === 'reference') writer.message(1, (message) => encodeReference(message, value));
  else if (value.type === 'string') encodeString(writer, value);
  else if (typeName === 'id' && value.type === 'boolean' && !value.value) writer.message(6, () => undefined);
  else writer.message(7, (message) => encodePrimitive(message, value));
}

/** message Reference { Type type = 1; uint32 id = 2; string name = 3; bool private = 4; Boolean is_dynamic = 5 } */
export function decodeReference(reader: ProtoReader): ReferenceValue {
  let id = 0;
  let name: string | undefined;
  let isAttribute = false;
  let isDynamic = false;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) isAttribute = reader.uint32() === 1;
    else if (field === 2) id = reader.uint32();
    else if (field === 3) name = reader.string();
    else if (field === 5) isDynamic = decodeBoolean(reader.message());
    else reader.skip();
  }
  return {
    type: 'reference',
    id,
    ...(isAttribute && { attribute: true }),
    ...(isDynamic && { dynamic: true }),
    ...(name !== undefined && name !== '' && { name }),
  };
}

export function encodeReference(writer: ProtoWriter, { id, name, attribute, dynamic }: ReferenceValue): void {
  if (attribute === true) writer.uint32(1, 1);
  if (id !== 0) writer.uint32(2, id);
  if (name !== undefined) writer.string(3, name);
  if (dynamic === true) writer.message(5, (message) => message.bool(1, true));
}

function decodeBoolean(reader: ProtoReader): boolean {
  let value = false;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) value = reader.bool();
    else reader.skip();
  }
  return value;
}

/** message String { string value = 1 }, and RawString alike. */
function decodeFirstString(reader: ProtoReader): string {
  let value = '';
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) value = reader.string();
    else reader.skip();
  }
  return value;
}

/** message StyledString { string value = 1; repeated Span span = 2 } */
function decodeStyledString(reader: ProtoReader): StringValue {
  let value = '';
  const spans: StringSpan[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) value = reader.string();
    else if (field === 2) spans.push(decodeSpan(reader.message()));
    else reader.skip();
  }
  return { type: 'string', value, spans };
}

/** message Span { string tag = 1; uint32 first_char = 2; uint32 last_char = 3 } */
function decodeSpan(reader: ProtoReader): StringSpan {
  let name = '';
  let first = 0;
  let last = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) name = reader.string();
    else if (field === 2) first = reader.uint32();
    else if (field === 3) last = reader.uint32();
    else reader.skip();
  }
  return { name, first, last };
}

/** FileReference.Type; an app bundle contains XML in its protobuf form only. */
const fileTypes = { other: 0, png: 1, xml: 3 } as const;

/** message FileReference { string path = 1; Type type = 2 } */
function decodeFileReference(reader: ProtoReader): StringValue {
  let value = '';
  let type = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) value = reader.string();
    else if (field === 2) type = reader.uint32();
    else reader.skip();
  }
  return { type: 'string', value, file: type === 1 ? 'png' : type === 2 || type === 3 ? 'xml' : 'other' };
}

function encodeString(writer: ProtoWriter, { value, spans, file }: StringValue): void {
  if (file !== undefined) {
    writer.message(5, (message) => {
      message.string(1, value);
      if (fileTypes[file] !== 0) message.uint32(2, fileTypes[file]);
    });
  } else if (spans === undefined) writer.message(2, (message) => message.string(1, value));
  else {
    writer.message(4, (message) => {
      message.string(1, value);
      for (const { name, first, last } of spans) message.message(2, (span) => span.string(1, name).uint32(2, first).uint32(3, last));
    });
  }
}
