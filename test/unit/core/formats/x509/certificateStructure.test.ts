/**
 * Which structures are a certificate. The verdicts are those of Java 17 (CertificateFactory, which apksig goes by), but for the rows
 * marked as stricter: those are refused by the parser of Android itself.
 */

import { match, strictEqual } from 'node:assert/strict';
import { concatBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { type Asn1Node, parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import {
  derBitString,
  derBoolean,
  derContext,
  derContextPrimitive,
  derInteger,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derPrimitive,
  derSequence,
  derSetOf,
  derUtf8String,
} from '../../../../../src/core/formats/asn1/derWriter.ts';
import { inspectCertificate } from '../../../../../src/core/formats/x509/inspectCertificate.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';

const pieces = (bytes: Bytes): readonly Bytes[] => parseAsn1(bytes).children.map(({ encoded }: Asn1Node) => encoded);
const bytes = (...values: readonly number[]): Bytes => Uint8Array.from(values);
const [tbs = bytes(), outerAlgorithm = bytes(), signature = bytes()] = pieces(throwAwayIdentity().certificates[0]);
const [, serialNumber = bytes(), algorithm = bytes(), issuer = bytes(), validity = bytes(), subject = bytes(), key = bytes()] = pieces(tbs);
const [notBefore = bytes(), notAfter = bytes()] = pieces(validity);
const [keyAlgorithm = bytes(), keyBits = bytes()] = pieces(key);
const sha256WithRsa = derObjectIdentifier('1.2.840.113549.1.1.11');
const version = (number: number | bigint): Bytes => derContext(0, derInteger(number));
const extension = (oid: string, value: Bytes, ...flag: readonly Bytes[]): Bytes =>
  derSequence(derObjectIdentifier(oid), ...flag, derOctetString(value));
const unknown = extension('1.2.3.4', derNull());
const extensions = (...list: readonly Bytes[]): Bytes => derContext(3, derSequence(...list));

interface Parts {
  readonly version: Bytes | undefined;
  readonly serialNumber: Bytes;
  readonly algorithm: Bytes;
  readonly issuer: Bytes;
  readonly validity: Bytes;
  readonly subject: Bytes;
  readonly key: Bytes;
  /** After the key. */
  readonly rest: readonly Bytes[];
}

function tbsOf(change: Partial<Parts>): Bytes {
  const parts = { version: version(2), serialNumber, algorithm, issuer, validity, subject, key, rest: [extensions(unknown)], ...change };
  const { rest, version: stated, ...others } = parts;
  const { serialNumber: serial, algorithm: inner, issuer: by, validity: dates, subject: of, key: info } = others;
  return derSequence(...(stated ? [stated] : []), serial, inner, by, dates, of, info, ...rest);
}

function certificate(change: Partial<Parts>, outer: readonly Bytes[] = [outerAlgorithm, signature]): Bytes {
  return derSequence(tbsOf(change), ...outer);
}

const dates = (first: Bytes, second = notAfter): Partial<Parts> => ({ validity: derSequence(first, second) });
const utc = (text: string): Bytes => derPrimitive('UTCTime', utf8(text));
const name = (...sets: readonly Bytes[]): Bytes => derSequence(...sets);
const common = (...values: readonly Bytes[]): Bytes => derSequence(derObjectIdentifier('2.5.4.3'), ...values);
const alternative = (...flag: readonly Bytes[]): Bytes => extension('2.5.29.17', derSequence(derContextPrimitive(2, utf8('a.b'))), ...flag);
const critical = derBoolean(true);

/** With its first bytes, the header of the outermost value, replaced. */
function retagged(value: Bytes, tag: number): Bytes {
  return concatBytes(bytes(tag), value.subarray(1));
}

const taken: readonly (readonly [string, Bytes])[] = [
  ['version 3', certificate({})],
  ['version 1 without a number', certificate({ version: undefined, rest: [] })],
  ['version 1 that says so', certificate({ version: version(0), rest: [] })],
  ['version 2', certificate({ version: version(1), rest: [] })],
  ['version 2 with a unique identifier', certificate({ version: version(1), rest: [derContextPrimitive(1, bytes(0, 1))] })],
  ['version 3 without extensions', certificate({ rest: [] })],
  ['a version that is longer than needed', certificate({ version: derContext(0, bytes(2, 2, 0, 2)) })],
  ['a negative serial number', certificate({ serialNumber: derInteger(-5) })],
  ['the serial number 0', certificate({ serialNumber: derInteger(0) })],
  ['a serial number of 38 bytes', certificate({ serialNumber: derInteger(1n << 300n) })],
  ['a serial number that is longer than needed', certificate({ serialNumber: bytes(2, 3, 0, 0, 5) })],
  ['GeneralizedTime before 2050', certificate(dates(derPrimitive('GeneralizedTime', utf8('20260101000000Z'))))],
  ['a time without seconds', certificate(dates(utc('2601010000Z')))],
  ['a time in a zone', certificate(dates(utc('260101000000+0100')))],
  ['a fraction of a second', certificate(dates(derPrimitive('GeneralizedTime', utf8('20260101000000.5Z'))))],
  ['dates in the wrong order', certificate(dates(notAfter, notBefore))],
  ['no subject, with a critical alternative name', certificate({ subject: name(), rest: [extensions(alternative(critical))] })],
  ['no subject, without any extensions', certificate({ subject: name(), rest: [] })],
  [
    'unique identifiers',
    certificate({ rest: [derContextPrimitive(1, bytes(0, 1)), derContextPrimitive(2, bytes(0, 1)), extensions(unknown)] }),
  ],
  ['an empty list of extensions', certificate({ rest: [extensions()] })],
  ['an extension that says it is not critical', certificate({ rest: [extensions(extension('1.2.3.4', derNull(), derBoolean(false)))] })],
  ['a broken keyUsage that is not critical', certificate({ rest: [extensions(extension('2.5.29.15', derNull()))] })],
  ['a value of a name that is no text', certificate({ subject: name(derSetOf(common(derBitString(bytes(1))))) })],
  ['NULL parameters on one side alone', certificate({ algorithm: derSequence(sha256WithRsa) })],
  ['an empty signature', certificate({}, [outerAlgorithm, derBitString(bytes())])],
  ['a length that is longer than needed', longLength(certificate({}))],
  ['an indefinite length', indefinite(certificate({}))],
];

const refused: readonly (readonly [string, Bytes, RegExp])[] = [
  ['version 4 (stricter)', certificate({ version: version(3), rest: [] }), /Unknown X\.509 version 4/],
  ['version 4 with extensions', certificate({ version: version(3) }), /Unknown X\.509 version 4/],
  ['version 128 (stricter)', certificate({ version: version(127), rest: [] }), /Unknown X\.509 version 128/],
  ['a negative version (stricter)', certificate({ version: version(-1), rest: [] }), /out of range/],
  ['a version of nine bytes', certificate({ version: version(1n << 64n) }), /out of range/],
  ['two versions (stricter)', certificate({ version: derContext(0, derInteger(2), derInteger(2)) }), /exactly one/],
  ['a version that is an OCTET STRING', certificate({ version: derContext(0, derOctetString(bytes(2))) }), /INTEGER expected/],
  ['a version that holds no value', certificate({ version: derContextPrimitive(0, bytes(2, 1, 2)) }), /does not/],
  ['extensions in version 1', certificate({ version: undefined }), /Version 1/],
  ['extensions in version 1 that says so', certificate({ version: version(0) }), /Version 1/],
  ['a unique identifier in version 1', certificate({ version: undefined, rest: [derContextPrimitive(1, bytes(0, 1))] }), /Version 1/],
  ['extensions in version 2', certificate({ version: version(1) }), /Version 2/],
  ['an empty serial number', certificate({ serialNumber: bytes(2, 0) }), /serialNumber/],
  ['a serial number that is ENUMERATED', certificate({ serialNumber: bytes(10, 1, 5) }), /serialNumber/],
  ['a serial number with a context tag', certificate({ serialNumber: bytes(0x82, 1, 5) }), /serialNumber/],
  ['a serial number in pieces', certificate({ serialNumber: bytes(0x22, 3, 2, 1, 5) }), /serialNumber/],
  [
    'two different algorithms',
    certificate({ algorithm: derSequence(derObjectIdentifier('1.2.840.113549.1.1.13'), derNull()) }),
    /two different/,
  ],
  ['two different parameters', certificate({ algorithm: derSequence(sha256WithRsa, derInteger(1)) }), /two different/],
  ['an algorithm with something behind', certificate({ algorithm: derSequence(sha256WithRsa, derNull(), derNull()) }), /too many values/],
  [
    'an outer algorithm with something behind',
    certificate({}, [derSequence(sha256WithRsa, derNull(), derNull()), signature]),
    /too many values/,
  ],
  ['something behind the signature', certificate({}, [outerAlgorithm, signature, derNull()]), /too many values/],
  ['a signature that is an OCTET STRING', certificate({}, [outerAlgorithm, derOctetString(bytes(0, 1))]), /BIT_STRING expected/],
  ['a signature that ends inside a byte (stricter)', certificate({}, [outerAlgorithm, derBitString(bytes(8), 3)]), /end at a byte/],
  ['three dates', certificate({ validity: derSequence(notBefore, notAfter, derNull()) }), /too many values/],
  ['a time that is a text', certificate(dates(derPrimitive('PrintableString', utf8('260101000000Z')))), /UTCTime or GeneralizedTime/],
  ['a time without a zone', certificate(dates(utc('260101000000'))), /malformed/],
  ['hour 24', certificate(dates(utc('260101240000Z'))), /malformed/],
  ['30 February (stricter)', certificate(dates(utc('260230000000Z'))), /malformed/],
  ['an empty issuer', certificate({ issuer: name() }), /issuer is empty/],
  ['an issuer that is a SET', certificate({ issuer: derSetOf() }), /SEQUENCE expected/],
  ['an empty subject', certificate({ subject: name() }), /subject is empty/],
  ['a subject of an empty SET', certificate({ subject: name(derSetOf()) }), /subject is empty/],
  [
    'an empty subject with an alternative name that is not critical',
    certificate({ subject: name(), rest: [extensions(alternative())] }),
    /subject is empty/,
  ],
  ['a name of sequences', certificate({ subject: name(derSequence(common(derUtf8String('x')))) }), /SET expected/],
  ['a name with something behind', certificate({ subject: name(derSetOf(common(derUtf8String('x'), derNull()))) }), /too many values/],
  ['a key with something behind', certificate({ key: derSequence(keyAlgorithm, keyBits, derNull()) }), /too many values/],
  ['extensions in a SET', certificate({ rest: [derContext(3, derSetOf())] }), /SEQUENCE expected/],
  ['two lists of extensions (stricter)', certificate({ rest: [derContext(3, derSequence(), derSequence())] }), /exactly one/],
  ['an extension twice', certificate({ rest: [extensions(unknown, unknown)] }), /there twice/],
  ['an extension without a value', certificate({ rest: [extensions(derSequence(derObjectIdentifier('1.2.3.4')))] }), /missing/],
  [
    'an extension whose flag is a number',
    certificate({ rest: [extensions(extension('1.2.3.4', derNull(), derInteger(1)))] }),
    /OCTET STRING/,
  ],
  ...['2.5.29.14', '2.5.29.15', '2.5.29.19', '2.5.29.37'].map(
    (oid) => [`a broken critical extension ${oid}`, certificate({ rest: [extensions(extension(oid, derNull(), critical))] }), /./] as const,
  ),
  ['a SET', retagged(certificate({}), 0x31), /SEQUENCE expected/],
  ['an application tag', retagged(certificate({}), 0x70), /SEQUENCE expected/],
  ['a body in a SET', derSequence(retagged(tbsOf({}), 0x31), outerAlgorithm, signature), /SEQUENCE expected/],
  ['a body with a context tag', derSequence(retagged(tbsOf({}), 0xb0), outerAlgorithm, signature), /SEQUENCE expected/],
];

function longLength(value: Bytes): Bytes {
  return concatBytes(bytes(0x30, 0x83, 0), value.subarray(2));
}

function indefinite(value: Bytes): Bytes {
  return concatBytes(bytes(0x30, 0x80), value.subarray(4), bytes(0, 0));
}

describe('the structure of a certificate', () => {
  for (const [title, der] of taken)
    it(`takes ${title}`, () => {
      strictEqual(inspectCertificate(der).issues[0]?.message, undefined);
    });

  for (const [title, der, reason] of refused)
    it(`refuses ${title}`, () => {
      const { certificate: found, issues } = inspectCertificate(der);
      strictEqual(found, undefined);
      match(issues[0]?.message ?? '', reason);
    });
});
