/** Small Mach-O files for tests: header and load commands, then the signature and nothing else. */

import { latin1, utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { ByteWriter } from '../../src/core/base/byteWriter.ts';
import * as blob from '../../src/core/formats/code-signature/superBlob.ts';
import { encodeDerEntitlements } from '../../src/core/formats/plist/derPlist.ts';
import { createPlist, type PlainPlist } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';
import { signCms } from '../../src/core/signing/cms/signCms.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';

export const arm64 = { cputype: 0x0100000c, cpusubtype: 0 };
export const armv7 = { cputype: 12, cpusubtype: 9 };
export const x86_64 = { cputype: 0x01000007, cpusubtype: 3 };

export interface MachOSketch {
  readonly bits?: 32 | 64;
  readonly cpu?: { readonly cputype: number; readonly cpusubtype: number };
  /** 2 is iOS, 7 its simulator. */
  readonly platform?: number;
  readonly sdk?: number;
  readonly cryptid?: number;
  readonly signature?: Bytes;
  /** Bytes between the load commands and the signature. */
  readonly codeBytes?: number;
  /** Further load commands of no meaning, of 64 bytes each. */
  readonly otherCommands?: number;
  /** As Apple's tools write it. */
  readonly uuid?: string;
}

const version = (major: number, minor = 0, patch = 0): number => major * 0x10000 + minor * 0x100 + patch;

export function encodeMachO(sketch: MachOSketch = {}): Bytes {
  const { bits = 64, cpu = arm64, platform = 2, sdk = 26, cryptid, signature, codeBytes = 0, otherCommands = 0, uuid } = sketch;
  const headerSize = bits === 64 ? 32 : 28;
  const commands: Bytes[] = [];
  const command = (cmd: number, ...fields: readonly number[]): void => {
    const writer = new ByteWriter().u32(cmd).u32(8 + fields.length * 4);
    for (const field of fields) writer.u32(field);
    commands.push(writer.finish());
  };
  for (let index = 0; index < otherCommands; index++) command(0x2a, ...Array.from({ length: 14 }, () => 0));
  if (uuid !== undefined)
    commands.push(
      new ByteWriter()
        .u32(0x1b)
        .u32(24)
        .bytes(Buffer.from(uuid.replaceAll('-', ''), 'hex'))
        .finish(),
    );
  command(0x32, platform, version(15, 1), version(sdk, 2, 1), 0);
  if (cryptid !== undefined) command(bits === 64 ? 0x2c : 0x21, 0, 0, cryptid, ...(bits === 64 ? [0] : []));
  const signatureCommandSize = signature ? 16 : 0;
  const sizeofcmds = commands.reduce((sum, each) => sum + each.length, signatureCommandSize);
  const codeLimit = headerSize + sizeofcmds + codeBytes;
  if (signature) command(0x1d, codeLimit, signature.length);
  const writer = new ByteWriter();
  for (const value of [bits === 64 ? 0xfeedfacf : 0xfeedface, cpu.cputype, cpu.cpusubtype, 2, commands.length, sizeofcmds, 0])
    writer.u32(value);
  if (bits === 64) writer.u32(0);
  for (const each of commands) writer.bytes(each);
  writer.zeros(codeBytes);
  return writer.bytes(signature ?? new Uint8Array(0)).finish();
}

/** A universal file of these; each begins at a multiple of 64 bytes, to keep the file small. */
export function encodeFat(slices: readonly Bytes[], bits: 32 | 64 = 32): Bytes {
  const alignment = 64;
  const headerSize = 8 + slices.length * (bits === 64 ? 32 : 20);
  const header = new ByteWriter({ littleEndian: false }).u32(bits === 64 ? 0xcafebabf : 0xcafebabe).u32(slices.length);
  const body = new ByteWriter().zeros(headerSize);
  for (const slice of slices) {
    body.align(alignment);
    // The processor, as the slice itself names it.
    header.u32(wordAt(slice, 4)).u32(wordAt(slice, 8));
    if (bits === 64) header.u64(BigInt(body.length)).u64(BigInt(slice.length)).u32(6).u32(0);
    else header.u32(body.length).u32(slice.length).u32(6);
    body.bytes(slice);
  }
  const file = body.finish();
  file.set(header.finish());
  return file;
}

function wordAt(slice: Bytes, offset: number): number {
  return offset + 4 <= slice.length ? new DataView(slice.buffer, slice.byteOffset).getUint32(offset, true) : 0;
}

export interface CodeDirectorySketch {
  readonly identifier?: string;
  readonly team?: string;
  readonly flags?: number;
  readonly hashType?: number;
}

/** Hashes are zeros: nothing here looks at them. */
export function encodeCodeDirectory(sketch: CodeDirectorySketch = {}): Bytes {
  const { identifier = 'com.acme.hello', team, flags = 0, hashType = 2 } = sketch;
  const hashSize = { 1: 20, 2: 32, 3: 20, 4: 48 }[hashType] ?? 32;
  const headerSize = 88;
  const names = latin1(`${identifier}\0${team === undefined ? '' : `${team}\0`}`);
  const [nSpecialSlots, nCodeSlots] = [7, 3];
  const hashOffset = headerSize + names.length + nSpecialSlots * hashSize;
  const writer = new ByteWriter({ littleEndian: false });
  for (const value of [blob.CSMAGIC_CODEDIRECTORY, hashOffset + nCodeSlots * hashSize, 0x20400, flags, hashOffset, headerSize])
    writer.u32(value);
  writer.u32(nSpecialSlots).u32(nCodeSlots).u32(0).u8(hashSize).u8(hashType).u8(0).u8(12).u32(0).u32(0);
  writer.u32(team === undefined ? 0 : headerSize + identifier.length + 1).zeros(36);
  return writer
    .bytes(names)
    .zeros((nSpecialSlots + nCodeSlots) * hashSize)
    .finish();
}

export function encodeBlob(magic: number, data: Bytes): Bytes {
  return new ByteWriter({ littleEndian: false })
    .u32(magic)
    .u32(data.length + 8)
    .bytes(data)
    .finish();
}

export function encodeSuperBlob(blobs: readonly (readonly [slot: number, encoded: Bytes])[]): Bytes {
  const length = blobs.reduce((sum, [, encoded]) => sum + encoded.length, 12 + blobs.length * 8);
  const writer = new ByteWriter({ littleEndian: false }).u32(blob.CSMAGIC_EMBEDDED_SIGNATURE).u32(length).u32(blobs.length);
  let offset = 12 + blobs.length * 8;
  for (const [slot, encoded] of blobs) {
    writer.u32(slot).u32(offset);
    offset += encoded.length;
  }
  for (const [, encoded] of blobs) writer.bytes(encoded);
  return writer.finish();
}

export type Entitlements = Readonly<Record<string, PlainPlist>>;

export interface SignatureSketch extends CodeDirectorySketch {
  readonly entitlements?: Entitlements;
  /** Of the DER form, when it is to differ; `null` leaves it out. */
  readonly derEntitlements?: Entitlements | null;
  /** Without it the signature is ad hoc. */
  readonly identity?: SigningIdentity;
}

export function encodeCodeSignature(sketch: SignatureSketch = {}): Bytes {
  const { entitlements, derEntitlements = entitlements ?? null, identity } = sketch;
  const codeDirectory = encodeCodeDirectory(sketch);
  const { blobSlots } = blob;
  const blobs: [number, Bytes][] = [
    [blobSlots.codeDirectory, codeDirectory],
    [blobSlots.requirements, encodeBlob(blob.CSMAGIC_REQUIREMENTS, new Uint8Array(4))],
  ];
  if (entitlements)
    blobs.push([blobSlots.entitlements, encodeBlob(blob.CSMAGIC_EMBEDDED_ENTITLEMENTS, utf8(encodeXmlPlist(createPlist(entitlements))))]);
  if (derEntitlements) {
    const plist = createPlist(derEntitlements);
    if (plist.type !== 'dictionary') throw new TypeError('entitlements are a dictionary');
    blobs.push([blobSlots.derEntitlements, encodeBlob(blob.CSMAGIC_EMBEDDED_DER_ENTITLEMENTS, encodeDerEntitlements(plist))]);
  }
  const signers = identity && [{ identity, hash: 'sha256' as const, algorithmForm: 'combined' as const, signedAttributes: [] }];
  const cms = signers ? signCms({ content: codeDirectory, isDetached: true, signers }) : new Uint8Array(0);
  blobs.push([blobSlots.cms, encodeBlob(blob.CSMAGIC_BLOBWRAPPER, cms)]);
  return encodeSuperBlob(blobs);
}
