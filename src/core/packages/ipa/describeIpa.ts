/** From what was read of an iOS package to plain data. */

import { appleCertificateKind, teamOf } from '../../assets/apple/appleCertificateKind.ts';
import { type ProfileInspection } from '../../assets/provisioning-profile/profileInspection.ts';
import { present } from '../../base/present.ts';
import { plainDictionary } from '../../formats/plist/plainPlist.ts';
import { type ZipArchive } from '../../formats/zip/zipEntry.ts';
import { measureParts } from '../packageSizes.ts';
import { type InfoFacts } from './infoFacts.ts';
import { type AppSigner } from './appSignature.ts';
import { ipaParts, partOfIpaEntry } from './ipaEntries.ts';
import { ipaIcon } from './ipaIcon.ts';
import { type IpaInspection, type IpaProfile, type IpaSigner, type IpaSigning } from './ipaInspection.ts';
import { type OpenedIpa } from './openedIpa.ts';

export interface IpaFile {
  readonly app: string;
  readonly archive: ZipArchive;
  readonly sizeBytes: number;
}

export function describeIpa(opened: OpenedIpa, { app, archive, sizeBytes }: IpaFile): IpaInspection {
  const { isInfoReadable, facts, slices, profile, isProfileThere, nested } = opened;
  const builds = slices.flatMap(({ file }) => file.buildVersion ?? []);
  // One part for the simulator keeps the whole from devices.
  const build = builds.find(({ platform }) => platform.endsWith('Simulator')) ?? builds[0];
  const isRead = slices.length > 0;
  return {
    format: 'ipa',
    isInfoReadable,
    ...(isInfoReadable && knownFacts(facts)),
    sizeBytes,
    appFolder: app,
    ...present('icon', ipaIcon(archive.entries, app, facts.iconNames)),
    ...(isRead && { architectures: slices.map(({ file }) => file.architecture) }),
    ...present('builtFor', build && { platform: build.platform, minimumOs: build.minos, sdk: build.sdk }),
    ...(isRead && { isEncrypted: slices.some(({ file }) => file.isEncrypted) }),
    nested,
    signing: describeSigning(opened),
    ...present('profile', profile?.profile && describeProfile(profile)),
    isProfileThere,
    ...present('entitlements', entitlementsOf(opened)),
    sizes: measureParts(archive.entries, ipaParts, ({ name }) => partOfIpaEntry(name, app, facts.executable), sizeBytes),
  };
}

/** Without an identifier that is not there. */
function knownFacts({ appIdentifier, ...others }: InfoFacts): Partial<InfoFacts> {
  return { ...others, ...(appIdentifier !== '' && { appIdentifier }) };
}

function entitlementsOf(opened: OpenedIpa): IpaInspection['entitlements'] {
  const signature = signatureOf(opened);
  const claimed = signature?.entitlements ?? signature?.derEntitlements;
  if (claimed) return plainDictionary(claimed);
  return signature || isUnsigned(opened) ? {} : undefined;
}

/** No architecture has a signature, rather than one that cannot be read. */
function isUnsigned({ slices }: OpenedIpa): boolean {
  return slices.length > 0 && slices.every(({ file }) => !file.codeSignature);
}

function signatureOf({ slices }: OpenedIpa): OpenedIpa['slices'][number]['signature'] {
  return slices.find(({ signature }) => signature)?.signature;
}

function describeSigning(opened: OpenedIpa): IpaSigning {
  const signature = signatureOf(opened);
  if (!signature) return { ...(isUnsigned(opened) && { state: 'none' }), seal: 'not-checked', hashes: [] };
  const [primary] = signature.codeDirectories;
  return {
    state: signature.cms ? 'certificate' : 'ad-hoc',
    seal: 'not-checked',
    identifier: primary.identifier,
    ...present('team', primary.team),
    hashes: signature.codeDirectories.map(({ hashType }) => hashType),
    ...present('signer', opened.signer && describeSigner(opened.signer)),
  };
}

function describeSigner({ certificate, chain }: AppSigner): IpaSigner {
  return {
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    ...present('team', teamOf(certificate)),
    kind: appleCertificateKind(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    keyAlgorithm: certificate.publicKey.algorithm,
    keyBits: certificate.publicKey.bits,
    sha1: certificate.sha1,
    sha256: certificate.sha256,
    chain: chain.certificates.map(({ subject }) => subject.text),
    ...present('anchor', chain.anchor),
  };
}

function describeProfile({ profile, ...inspection }: ProfileInspection): IpaProfile {
  const { name, uuid, kind, teamIdentifier, applicationIdentifier, expiresAt, devices, certificates, signatureValid } = inspection;
  return {
    ...present('name', name),
    ...present('uuid', uuid),
    ...present('kind', kind),
    ...present('teamIdentifier', teamIdentifier),
    ...present('applicationIdentifier', applicationIdentifier),
    ...present('createdAt', isoDate(profile?.createdAt)),
    ...present('expiresAt', isoDate(expiresAt)),
    devices: devices.length,
    certificates: certificates.map(({ subject, sha1 }) => ({ subject: subject.text, sha1 })),
    signatureValid,
  };
}

function isoDate(date: Date | undefined): string | undefined {
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}
