/**
 * Whether code meets its designated requirement: what any update of it must be, too. Evaluated as Security's reqinterp.cpp does, with one
 * difference: what only a Mac knows (its trust settings, its named fragments, Apple's tickets) is unknown here, and what follows from it
 * is unknown as far as it depends on it. Bounded in depth and size.
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { equalBytes, fromStrictUtf8, toHex, type Bytes } from '../../base/bytes.ts';
import { phrase } from '../../base/phrase.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { parseAsn1 } from '../asn1/asn1Node.ts';
import { textOf } from '../asn1/asn1Text.ts';
import { parseTimeText } from '../asn1/asn1Time.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { decodeObjectIdentifier } from '../asn1/objectIdentifier.ts';
import { createPlist, plistEntry, type PlistDictionary, type PlistValue } from '../plist/plistValue.ts';
import { type Certificate } from '../x509/certificate.ts';
import { nameValue } from '../x509/distinguishedName.ts';
import { MalformedSignature } from './malformedSignature.ts';
import { readMatch, type Truth } from './requirementMatch.ts';
import {
  deepestRequirement,
  designatedRequirement,
  expressionKind,
  genericFalse,
  genericSkip,
  opcodeMask,
  readRequirementData,
  requirementOps as op,
  requireReadable,
  UnknownRequirement,
} from './requirements.ts';
import { CSMAGIC_REQUIREMENT, CSMAGIC_REQUIREMENTS, parseSuperBlob } from './superBlob.ts';

export interface RequirementSubject {
  readonly identifier: string;
  /** Of every code directory. */
  readonly cdHashes: readonly Bytes[];
  readonly platform: number;
  readonly info: PlistDictionary | undefined;
  readonly entitlements: PlistDictionary | undefined;
  /** The leaf first. */
  readonly chain: readonly Certificate[];
  /** Whether the last of them is a root; without one, what is asked of the end of the chain is unknown. */
  readonly isChainWhole: boolean;
  /** Whether that is a root of Apple, or one that stands in for it. */
  readonly isApples: Truth;
}

export type RequirementVerdict =
  | { readonly outcome: 'met' | 'unmet' }
  | { readonly outcome: 'unknown'; /** Ends a sentence. */ readonly reason: string };

/** `undefined` without a designated requirement. Throws `MalformedSignature`. */
export function evaluateDesignatedRequirement(encoded: Bytes, subject: RequirementSubject): RequirementVerdict | undefined {
  requireReadable(encoded);
  try {
    const requirement = parseSuperBlob(encoded, CSMAGIC_REQUIREMENTS).find(({ slot }) => slot === designatedRequirement);
    if (!requirement) return undefined;
    if (requirement.magic !== CSMAGIC_REQUIREMENT) throw new MalformedSignature('a requirement is of an unknown kind');
    return new RequirementEvaluation(requirement.data, subject).verdict();
  } catch (error) {
    if (error instanceof UnknownRequirement) return { outcome: 'unknown', reason: error.message };
    if (error instanceof OutOfBytes) throw new MalformedSignature('a requirement ends too early');
    throw error;
  }
}

/** `anchor apple`: what Apple itself ships, by the names of the first intermediate (Security's reqinterp.cpp, appleSigned). */
const appleIntermediateName = 'Apple Code Signing Certification Authority';
const appleOrganization = 'Apple Inc.';

class RequirementEvaluation {
  readonly #reader: ByteReader;
  readonly #subject: RequirementSubject;
  /** The first thing that could not be known. */
  #unknown: string | undefined;

  constructor(data: Bytes, subject: RequirementSubject) {
    this.#reader = new ByteReader(data, { littleEndian: false });
    this.#subject = subject;
  }

  verdict(): RequirementVerdict {
    const kind = this.#reader.u32();
    if (kind !== expressionKind) throw new MalformedSignature(`a requirement has the unknown form ${kind}`);
    const isMet = this.#expression(0);
    if (this.#reader.remaining > 0) throw new MalformedSignature('a requirement goes on behind its end');
    if (isMet === undefined) return { outcome: 'unknown', reason: this.#unknown ?? '' };
    return { outcome: isMet ? 'met' : 'unmet' };
  }

  /** Reads all of an expression, also where its beginning decides. */
  #expression(depth: number): Truth {
    if (depth > deepestRequirement) throw new MalformedSignature('a requirement is nested too deeply');
    const word = this.#reader.u32();
    switch (word & opcodeMask) {
      case op.and: {
        const sides = [this.#expression(depth + 1), this.#expression(depth + 1)];
        return sides.includes(false) ? false : decided(sides, true);
      }
      case op.or: {
        const sides = [this.#expression(depth + 1), this.#expression(depth + 1)];
        return sides.includes(true) ? true : decided(sides, false);
      }
      case op.not: {
        const value = this.#expression(depth + 1);
        return value === undefined ? undefined : !value;
      }
      default:
        return this.#plain(word, depth);
    }
  }

  #plain(word: number, depth: number): Truth {
    const { identifier, cdHashes, platform, info, entitlements, isApples } = this.#subject;
    const reader = this.#reader;
    switch (word & opcodeMask) {
      case op.false:
        return false;
      case op.true:
        return true;
      case op.ident:
        return this.#text() === identifier;
      case op.appleGenericAnchor:
        return this.#known(isApples, phrase('its root certificate is unknown'));
      case op.appleAnchor:
        return this.#isApplesOwn();
      case op.platform:
        return reader.i32() === platform;
      case op.cdHash: {
        const wanted = readRequirementData(reader);
        return cdHashes.some((hash) => equalBytes(hash, wanted));
      }
      case op.infoKeyValue: {
        const value = plistEntry(info, this.#text() ?? '');
        const wanted = this.#text();
        return value?.type === 'string' && value.value === wanted;
      }
      case op.infoKeyField:
        return this.#field(info);
      case op.entitlementField:
        return this.#field(entitlements);
      case op.trustedCert:
        reader.skip(4);
        return this.#known(undefined, phrase('it depends on the trust settings of a Mac'));
      case op.trustedCerts:
        return this.#known(undefined, phrase('it depends on the trust settings of a Mac'));
      case op.namedAnchor:
      case op.namedCode:
        readRequirementData(reader);
        return this.#known(undefined, phrase('it names a requirement that only a Mac has'));
      case op.notarized:
      case op.legacyDevID:
        return this.#known(undefined, phrase('only Apple knows whether it was notarized'));
      default:
        return this.#ofCertificate(word, depth);
    }
  }

  #ofCertificate(word: number, depth: number): Truth {
    switch (word & opcodeMask) {
      case op.anchorHash: {
        const certificate = this.#certificate();
        const wanted = toHex(readRequirementData(this.#reader));
        return certificate === 'unknown' ? undefined : certificate?.sha1 === wanted;
      }
      case op.certField:
        return this.#certificateField(certificateValue);
      case op.certGeneric:
        return this.#certificateField((certificate, key) =>
          existence(certificate.extensions.some(({ oid }) => oid === decodeObjectIdentifier(key))),
        );
      case op.certPolicy:
        return this.#certificateField((certificate, key) => existence(policiesOf(certificate).includes(decodeObjectIdentifier(key) ?? '')));
      case op.certFieldDate:
        return this.#certificateField((certificate, key) => dateValue(certificate, decodeObjectIdentifier(key)));
      default:
        return this.#unknownOperation(word, depth);
    }
  }

  /** As Apple's reader does: what says its length is passed over. */
  #unknownOperation(word: number, depth: number): Truth {
    const opcode = word & opcodeMask;
    if ((word & genericFalse) === 0 && (word & genericSkip) === 0)
      throw new UnknownRequirement(`a requirement has the unknown operation ${opcode}`);
    readRequirementData(this.#reader);
    return (word & genericFalse) === 0 ? this.#expression(depth + 1) : false;
  }

  #known(value: Truth, reason: string): Truth {
    if (value === undefined) this.#unknown ??= reason;
    return value;
  }

  #text(): string | undefined {
    return fromStrictUtf8(readRequirementData(this.#reader));
  }

  #field(dictionary: PlistDictionary | undefined): Truth {
    const value = plistEntry(dictionary, this.#text() ?? '');
    return this.#known(readMatch(this.#reader)(value), phrase('it compares in an unknown way'));
  }

  #certificateField(valueOf: (certificate: Certificate, key: Bytes) => PlistValue | undefined | 'unknown'): Truth {
    const certificate = this.#certificate();
    const key = readRequirementData(this.#reader);
    const match = readMatch(this.#reader);
    if (certificate === 'unknown') return undefined;
    // No certificate, no chance.
    if (!certificate) return false;
    const value = valueOf(certificate, key);
    if (value === 'unknown') return this.#known(undefined, phrase('a field of a certificate cannot be read'));
    return this.#known(match(value), phrase('it compares in an unknown way'));
  }

  /** Counted from the leaf, or with a negative number from the root. */
  #certificate(): Certificate | 'unknown' | undefined {
    const { chain, isChainWhole } = this.#subject;
    const place = this.#reader.i32();
    if (isChainWhole) return chain[place < 0 ? chain.length + place : place];
    const found = place < 0 ? undefined : chain[place];
    if (!found) this.#known(undefined, phrase('its chain of certificates is not complete'));
    return found ?? 'unknown';
  }

  #isApplesOwn(): Truth {
    const { chain, isChainWhole, isApples } = this.#subject;
    if (!isChainWhole) return this.#known(undefined, phrase('its chain of certificates is not complete'));
    const intermediate = chain.at(-2);
    const isNamed =
      intermediate !== undefined &&
      nameValue(intermediate.subject, 'CN') === appleIntermediateName &&
      nameValue(intermediate.subject, 'O') === appleOrganization;
    return isNamed ? this.#known(isApples, phrase('its root certificate is unknown')) : false;
  }
}

/** What all sides are, if they are all known. */
function decided(sides: readonly Truth[], value: boolean): Truth {
  return sides.includes(undefined) ? undefined : value;
}

/** The names of parts of the subject, which the bytes of the requirement spell out. */
const subjectFields: Readonly<Record<string, string>> = {
  'subject.C': 'C',
  'subject.CN': 'CN',
  'subject.D': '2.5.4.13',
  'subject.L': 'L',
  'subject.O': 'O',
  'subject.C-O': '2.5.4.10.1',
  'subject.OU': 'OU',
  'subject.C-OU': '2.5.4.11.1',
  'subject.ST': 'ST',
  'subject.C-ST': '2.5.4.8.1',
  'subject.STREET': 'STREET',
  'subject.C-STREET': '2.5.4.9.1',
  'subject.UID': 'UID',
  email: 'EMAILADDRESS',
};

const subjectAlternativeName = '2.5.29.17';

/** Of an unknown name nothing: Apple's reader lets it fail, and goes on. */
function certificateValue({ subject, extensions }: Certificate, key: Bytes): PlistValue | undefined | 'unknown' {
  const name = fromStrictUtf8(key) ?? '';
  // Mail addresses may be there as well, and no certificate for code has any.
  if (name === 'email' && extensions.some(({ oid }) => oid === subjectAlternativeName)) return 'unknown';
  const attribute = Object.hasOwn(subjectFields, name) ? subjectFields[name] : undefined;
  const values = subject.attributes.filter((each) => each.key === attribute).map(({ value }) => value);
  return values.length === 0 ? undefined : createPlist(values);
}

function existence(isThere: boolean): PlistValue {
  return { type: 'boolean', value: isThere };
}

const certificatePolicies = '2.5.29.32';

function policiesOf({ extensions }: Certificate): readonly string[] {
  const extension = extensions.find(({ oid }) => oid === certificatePolicies);
  if (!extension) return [];
  try {
    return Asn1Cursor.of('SEQUENCE', parseAsn1(extension.value))
      .rest()
      .map((policy) => Asn1Cursor.of('SEQUENCE', policy).objectIdentifier('policyIdentifier'));
  } catch (error) {
    if (error instanceof MalformedAsn1) return [];
    throw error;
  }
}

/** Apple's markers with a date have it as text in the form of GeneralizedTime. */
function dateValue({ extensions }: Certificate, wanted: string | undefined): PlistValue | 'unknown' {
  const extension = extensions.find(({ oid }) => oid === wanted);
  if (!extension) return existence(false);
  try {
    const date = parseTimeText(textOf(parseAsn1(extension.value)) ?? '');
    return date ? createPlist(date) : 'unknown';
  } catch (error) {
    if (error instanceof MalformedAsn1) return 'unknown';
    throw error;
  }
}
