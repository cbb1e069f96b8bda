/**
 * A private authority shaped like Apple's: a root, a Worldwide Developer Relations intermediate with its marker, certificates of each
 * kind, and provisioning profiles signed by a signer of profiles. Names and keys are throw-away; the clock of the tests is 2026-11-21.
 */

import { createHash, createPublicKey } from 'node:crypto';
import { concatBytes, utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { parseAsn1 } from '../../src/core/formats/asn1/asn1Node.ts';
import { derNull, derObjectIdentifier, derOctetString, derSequence } from '../../src/core/formats/asn1/derWriter.ts';
import { encodePkcs12 } from '../../src/core/formats/pkcs12/encodePkcs12.ts';
import { encodeDerProfile } from '../../src/core/formats/plist/derPlist.ts';
import { createPlist, type PlainPlist, type PlistDictionary } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';
import { type ProfileKind } from '../../src/core/formats/provisioning-profile/provisioningProfile.ts';
import { parseCertificate, type Certificate } from '../../src/core/formats/x509/certificate.ts';
import { createCertificate } from '../../src/core/formats/x509/createCertificate.ts';
import { type NameInput } from '../../src/core/formats/x509/distinguishedNameText.ts';
import { signCms } from '../../src/core/signing/cms/signCms.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { throwAwayKey, type ThrowAwayAlgorithm } from './throwAwayIdentity.ts';

export const team = 'TEAM123456';
const marker = '1.2.840.113635.100.6.';

interface IssuedOptions {
  readonly label: string;
  readonly subject: NameInput;
  readonly issuer?: { readonly name: NameInput; readonly label: string; readonly algorithm: ThrowAwayAlgorithm };
  readonly algorithm?: ThrowAwayAlgorithm;
  /** Below 1.2.840.113635.100.6. */
  readonly markers?: readonly string[];
  readonly isCa?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

let serial = 1;

function issue(options: IssuedOptions): SigningIdentity {
  const { label, subject, algorithm = 'rsa-2048', markers = [], isCa = false } = options;
  const privateKey = throwAwayKey(algorithm, label);
  const issuer = options.issuer ?? { name: subject, label, algorithm };
  const certificate = createCertificate({
    subject,
    publicKey: createPublicKey(privateKey),
    issuer: { name: issuer.name, privateKey: throwAwayKey(issuer.algorithm, issuer.label) },
    notBefore: options.notBefore ?? new Date('2025-01-01T00:00:00Z'),
    notAfter: options.notAfter ?? new Date('2035-01-01T00:00:00Z'),
    serialNumber: Uint8Array.of(0x40, serial++ & 0xff),
    isCa,
    extensions: [
      ...(isCa ? [] : [{ oid: '2.5.29.37', isCritical: true, value: derSequence(derObjectIdentifier('1.3.6.1.5.5.7.3.3')) }]),
      ...markers.map((oid) => ({ oid: `${marker}${oid}`, isCritical: !isCa, value: derNull() })),
    ],
  });
  return { privateKey, certificates: [certificate] };
}

const labInc = [
  { type: 'O', value: 'Lab Inc.' },
  { type: 'C', value: 'US' },
];

/** One authority with keys of one kind. */
export class ApplePki {
  readonly root: Certificate;
  readonly #algorithm: ThrowAwayAlgorithm;
  readonly #rootName: NameInput;
  readonly #wwdrName: NameInput;
  readonly #wwdr: Bytes;
  readonly #profileSigner: SigningIdentity;

  constructor(algorithm: ThrowAwayAlgorithm = 'ec-p256', label = 'lab') {
    this.#algorithm = algorithm;
    this.#rootName = [{ type: 'CN', value: `Lab Root CA ${label}` }, ...labInc];
    this.#wwdrName = [
      { type: 'CN', value: 'Lab Worldwide Developer Relations Certification Authority' },
      { type: 'OU', value: 'G3' },
      ...labInc,
    ];
    const root = issue({ label: `root ${label}`, subject: this.#rootName, algorithm, isCa: true });
    this.root = parseCertificate(root.certificates[0]);
    const byRoot = { name: this.#rootName, label: `root ${label}`, algorithm };
    this.#wwdr = issue({
      label: `wwdr ${label}`,
      subject: this.#wwdrName,
      issuer: byRoot,
      algorithm,
      markers: ['2.1'],
      isCa: true,
    }).certificates[0];
    const signerName = [{ type: 'CN', value: 'Lab iPhone OS Provisioning Profile Signing' }, ...labInc];
    const signer = issue({ label: `signer ${label}`, subject: signerName, issuer: byRoot, algorithm });
    this.#profileSigner = { privateKey: signer.privateKey, certificates: [signer.certificates[0], this.root.der] };
    this.#label = label;
  }

  readonly #label: string;

  get wwdr(): Bytes {
    return this.#wwdr;
  }

  /** A certificate of the intermediate. Different labels give different keys. */
  leaf(options: Partial<LeafOptions> = {}): SigningIdentity {
    const {
      name = 'Apple Distribution: Lab Corp (TEAM123456)',
      unit = team,
      markers = distribution,
      label = 'leaf',
      algorithm = 'rsa-2048',
      ...dates
    } = options;
    const subject = [
      { type: 'UID', value: unit },
      { type: 'CN', value: name },
      { type: 'OU', value: unit },
      { type: 'O', value: 'Lab Corp' },
      { type: 'C', value: 'US' },
    ];
    const issuer = { name: this.#wwdrName, label: `wwdr ${this.#label}`, algorithm: this.#algorithm };
    const { privateKey, certificates } = issue({
      label: `${label} ${this.#label}`,
      subject,
      issuer,
      algorithm,
      markers,
      ...dates,
    });
    return { privateKey, certificates: [certificates[0], this.#wwdr] };
  }

  /** The property list and its signer, for another program to put together. */
  profileParts(options: ProfileOptions = {}): { readonly identity: SigningIdentity; readonly plist: string } {
    return { identity: this.#profileSigner, plist: encodeXmlPlist(createPlist(profileContent(options))) };
  }

  profile(options: ProfileOptions = {}): Bytes {
    const content = profileContent(options);
    const plist = createPlist(content);
    if (plist.type !== 'dictionary') throw new TypeError('a profile is a dictionary');
    const derContent = options.derContent ?? (options.hasDer ? content : undefined);
    const entries = new Map(plist.entries);
    if (derContent) entries.set('DER-Encoded-Profile', { type: 'data', value: this.sign(derForm(derContent)) });
    return this.sign(utf8(encodeXmlPlist({ type: 'dictionary', entries })), options.signer);
  }

  sign(content: Bytes, identity = this.#profileSigner): Bytes {
    return signCms({
      content,
      isDetached: false,
      signers: [{ identity, hash: 'sha256', algorithmForm: 'combined', signedAttributes: [] }],
    });
  }
}

export const distribution = ['1.4', '1.7'];
export const development = ['1.2', '1.12'];

export interface LeafOptions {
  readonly name: string;
  /** The organizational unit. */
  readonly unit: string;
  readonly markers: readonly string[];
  readonly label: string;
  readonly algorithm: ThrowAwayAlgorithm;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface ProfileOptions {
  readonly kind?: ProfileKind;
  readonly identifier?: string;
  readonly team?: string;
  readonly name?: string;
  readonly certificates?: readonly SigningIdentity[];
  readonly devices?: readonly string[];
  readonly platforms?: readonly string[];
  readonly expiresAt?: Date;
  readonly entitlements?: Readonly<Record<string, PlainPlist>>;
  /** Keys of the property list that are put in, or left out with `undefined`. */
  readonly change?: Readonly<Record<string, PlainPlist | undefined>>;
  readonly hasDer?: boolean;
  /** Of the DER form, when it is to differ. */
  readonly derContent?: ProfileContent;
  readonly signer?: SigningIdentity;
}

export type ProfileContent = Readonly<Record<string, PlainPlist>>;

export const devices = ['00008110-001A2B3C4D5E001E', '0123456789abcdef0123456789abcdef01234567'];

export function profileContent(options: ProfileOptions = {}): ProfileContent {
  const { kind = 'ad-hoc', identifier = 'com.acme.hello', certificates = [], platforms = ['iOS', 'xrOS', 'visionOS'] } = options;
  const prefix = options.team ?? team;
  const content: Record<string, PlainPlist | undefined> = {
    AppIDName: 'Lab Demo',
    ApplicationIdentifierPrefix: [prefix],
    CreationDate: new Date('2025-01-01T00:00:00Z'),
    DeveloperCertificates: certificates.map((certificate) => certificate.certificates[0]),
    Entitlements: {
      'application-identifier': `${prefix}.${identifier}`,
      'com.apple.developer.team-identifier': prefix,
      'get-task-allow': kind === 'development',
      'keychain-access-groups': [`${prefix}.*`],
      ...options.entitlements,
    },
    ExpirationDate: options.expiresAt ?? new Date('2035-01-01T00:00:00Z'),
    IsXcodeManaged: false,
    Name: options.name ?? `Lab ${kind}`,
    Platform: platforms,
    ...((kind === 'development' || kind === 'ad-hoc') && { ProvisionedDevices: options.devices ?? devices }),
    ...(kind === 'in-house' && { ProvisionsAllDevices: true }),
    TeamIdentifier: [prefix],
    TeamName: 'Lab Corp',
    TimeToLive: 365,
    UUID: '0a1b2c3d-0000-4000-8000-000000000000',
    Version: 1,
    ...options.change,
  };
  return Object.fromEntries(Object.entries(content).filter((entry): entry is [string, PlainPlist] => entry[1] !== undefined));
}

/** As Apple writes it: certificates as digests. */
export function derForm(content: ProfileContent): Bytes {
  const plist = createPlist(content);
  if (plist.type !== 'dictionary') throw new TypeError('a profile is a dictionary');
  const entries = new Map(plist.entries);
  const certificates = entries.get('DeveloperCertificates');
  if (certificates?.type === 'array') {
    const items = certificates.items.map((item) =>
      item.type === 'data' ? { type: 'data' as const, value: new Uint8Array(createHash('sha256').update(item.value).digest()) } : item,
    );
    entries.set('DeveloperCertificates', { type: 'array', items });
  }
  const dictionary: PlistDictionary = { type: 'dictionary', entries };
  return encodeDerProfile(dictionary);
}

export const p12Password = 'marker-certificate-password';

/** A .p12 with these identities, as Keychain Access exports it unless set otherwise. */
export async function p12Of(identities: readonly SigningIdentity[], form: 'modern' | 'compatible' = 'compatible'): Promise<Bytes> {
  const entries = identities.map((identity, index) => ({ alias: `identity ${index + 1}`, ...identity }));
  const randomBytes = (count: number): Bytes => new Uint8Array(count).fill(7);
  return await encodePkcs12({ entries, password: new Secret(p12Password), form, randomBytes, iterations: 2048 });
}

/** The same CMS as programs write it that do not know the length beforehand: BER, the content in pieces. */
export function inPieces(encoded: Bytes): Bytes {
  const contentInfo = parseAsn1(encoded);
  const [type, content] = contentInfo.children;
  const [version, digests, encapsulated, ...rest] = content?.children[0]?.children ?? [];
  const [contentType, explicit] = encapsulated?.children ?? [];
  const octets = explicit?.children[0]?.content;
  if (!type || !version || !digests || !contentType || !octets) throw new TypeError('no signed data with content');
  const pieces: Bytes[] = [];
  for (let start = 0; start < octets.length; start += 1000) pieces.push(derOctetString(octets.subarray(start, start + 1000)));
  const encapsulatedInPieces = indefinite(0x30, contentType.encoded, indefinite(0xa0, indefinite(0x24, ...pieces)));
  const signedData = indefinite(0x30, version.encoded, digests.encoded, encapsulatedInPieces, ...rest.map((node) => node.encoded));
  return indefinite(0x30, type.encoded, indefinite(0xa0, signedData));
}

function indefinite(identifier: number, ...values: readonly Bytes[]): Bytes {
  return concatBytes(Uint8Array.of(identifier, 0x80), ...values, Uint8Array.of(0, 0));
}
