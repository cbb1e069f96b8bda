/** Who signed the package, and whether the signatures are valid. */

import * as vscode from 'vscode';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { type AndroidInspection } from '../../../core/packages/androidInspection.ts';
import { keyText, type SignerSummary } from '../../../core/packages/signingSummary.ts';
import { type IpaVerification } from '../../../core/packages/ipa/seal/verifyIpa.ts';
import { type IpaInspection, type IpaProfile } from '../../../core/packages/ipa/ipaInspection.ts';
import { withoutPrefix } from '../../../core/formats/provisioning-profile/provisioningProfile.ts';
import { type AssetBadge, type AssetFact, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { codeFact, dateText, textFact, validityBadge } from '../../signing/viewer/certificateFacts.ts';
import { commonName } from './commonName.ts';
import { factsPart } from './factsPart.ts';
import { unknownText } from './packageNames.ts';
import { appleKindName, profileKindName } from '../../signing/viewer/signingNames.ts';
import { validitySection, type Period } from '../../signing/viewer/validityTimeline.ts';
import { type PackageButtons, type PackageViewInput } from './packageViewInput.ts';

export function signatureBadge({ inspection, verification, seal }: PackageViewInput): readonly AssetBadge[] {
  if (!inspection) return [];
  if (inspection.format === 'ipa') {
    const { state } = inspection.signing;
    if (seal && state === 'certificate') return [sealBadge(seal)];
    return [state ? ipaStates()[state] : { tone: 'error', text: vscode.l10n.t('Signature unreadable') }];
  }
  if (!isSigned(inspection)) return [notSigned()];
  if (!verification) return [{ tone: 'plain', text: vscode.l10n.t('Signatures not checked yet') }];
  return verification.verified
    ? [{ tone: 'good', text: vscode.l10n.t('Signatures valid') }]
    : [{ tone: 'error', text: vscode.l10n.t('Signatures invalid') }];
}

function sealBadge({ verified, sealed }: IpaVerification): AssetBadge {
  if (verified) return { tone: 'good', text: vscode.l10n.t('Signatures valid') };
  return sealed
    ? { tone: 'error', text: vscode.l10n.t('Seal valid, but devices refuse it') }
    : { tone: 'error', text: vscode.l10n.t('Seal invalid') };
}

function isSigned({ signing }: AndroidInspection): boolean {
  return Object.values(signing.schemes).some(Boolean);
}

function notSigned(): AssetBadge {
  return { tone: 'error', text: vscode.l10n.t('Not signed') };
}

function ipaStates(): Readonly<Record<NonNullable<IpaInspection['signing']['state']>, AssetBadge>> {
  return {
    none: notSigned(),
    'ad-hoc': { tone: 'error', text: vscode.l10n.t('Signed without a certificate') },
    certificate: { tone: 'plain', text: vscode.l10n.t('Signatures not checked yet') },
  };
}

type ShownSigner = Omit<SignerSummary, 'schemes'> & { readonly sha1?: string };

export function signatureSections(input: PackageViewInput, buttons: PackageButtons): readonly AssetSection[] {
  const { inspection, now } = input;
  if (!inspection) return [];
  const signers: readonly ShownSigner[] =
    inspection.format === 'ipa' ? (inspection.signing.signer ? [inspection.signing.signer] : []) : inspection.signing.signers;
  const profile = inspection.format === 'ipa' ? inspection.profile : undefined;
  return [
    inspection.format === 'ipa' ? ipaSection(inspection, input, buttons) : androidSection(inspection, input),
    ...signers.map((signer, index) => signerSection(signer, index, inspection, now, buttons)),
    ...(profile ? [profileSection(profile, now, buttons)] : []),
    ...validitySection(periodsOf(signers, profile), now, inspection.format !== 'ipa'),
  ];
}

function periodsOf(signers: readonly ShownSigner[], profile: IpaProfile | undefined): readonly Period[] {
  const periods = signers.map(({ subject, notBefore, notAfter }) => ({
    label: commonName(subject),
    from: new Date(notBefore),
    to: new Date(notAfter),
  }));
  if (!profile) return periods;
  return [...periods, { label: vscode.l10n.t('Profile'), from: dateOf(profile.createdAt), to: dateOf(profile.expiresAt) }];
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

const schemeNames = { v1: 'v1 (JAR)', v2: 'v2', v3: 'v3', v31: 'v3.1', v32: 'v3.2' } as const;

function androidSection({ signing, format }: AndroidInspection, input: PackageViewInput): AssetSection {
  const present = (['v1', 'v2', 'v3', 'v31', 'v32'] as const).filter((scheme) => signing.schemes[scheme]);
  const schemes = format === 'aab' ? vscode.l10n.t('JAR signature') : present.map((scheme) => schemeNames[scheme]).join(' + ');
  const facts = [
    ...textFact(vscode.l10n.t('Verdict'), signatureBadge(input)[0]?.text),
    ...textFact(vscode.l10n.t('Schemes'), present.length === 0 ? undefined : schemes),
  ];
  return { id: 'signature', title: vscode.l10n.t('Signature'), badges: [], parts: [factsPart(facts)] };
}

function ipaSection({ signing, profile, isProfileThere }: IpaInspection, input: PackageViewInput, buttons: PackageButtons): AssetSection {
  const { signer, team, hashes, identifier } = signing;
  const facts = [
    ...textFact(vscode.l10n.t('Verdict'), signatureBadge(input)[0]?.text),
    ...codeFact(vscode.l10n.t('Signed as'), identifier, buttons),
    ...codeFact(vscode.l10n.t('Team'), team ?? signer?.team, buttons),
    ...textFact(vscode.l10n.t('Chain'), signer && chainText(signer.anchor, signer.chain)),
    ...textFact(vscode.l10n.t('Hashes'), hashes.join(', ')),
    ...textFact(vscode.l10n.t('Profile'), profile ? undefined : isProfileThere ? unknownText() : vscode.l10n.t('none')),
  ];
  return { id: 'signature', title: vscode.l10n.t('Signature'), badges: [], parts: [factsPart(facts)] };
}

function chainText(anchor: 'apple' | 'trusted' | undefined, chain: readonly string[]): string {
  const names = chain.map(commonName).join(' → ');
  if (anchor === 'apple') return vscode.l10n.t('{0} (Apple root)', names);
  return anchor === 'trusted' ? vscode.l10n.t('{0} (trusted root)', names) : vscode.l10n.t('{0} (no Apple root)', names);
}

function signerSection(
  signer: ShownSigner,
  index: number,
  inspection: NonNullable<PackageViewInput['inspection']>,
  now: Date,
  buttons: PackageButtons,
): AssetSection {
  const kind = inspection.format === 'ipa' ? inspection.signing.signer?.kind : undefined;
  const facts: AssetFact[] = [
    ...textFact(vscode.l10n.t('Type'), kind === undefined || kind === 'unknown' ? undefined : appleKindName(kind)),
    ...textFact(vscode.l10n.t('Subject'), signer.subject),
    ...textFact(vscode.l10n.t('Issued by'), signer.issuer === signer.subject ? vscode.l10n.t('itself') : signer.issuer),
    ...textFact(vscode.l10n.t('Key'), keyText(signer)),
    ...textFact(
      vscode.l10n.t('Valid'),
      vscode.l10n.t('{0} to {1}', dateText(new Date(signer.notBefore)), dateText(new Date(signer.notAfter))),
    ),
    ...codeFact(vscode.l10n.t('SHA-1'), signer.sha1 === undefined ? undefined : fingerprintText(signer.sha1), buttons),
    ...codeFact(vscode.l10n.t('SHA-256'), fingerprintText(signer.sha256), buttons),
  ];
  return {
    id: `signer-${index}`,
    title: vscode.l10n.t('Certificate of {0}', commonName(signer.subject)),
    badges: validityBadge(new Date(signer.notAfter), now),
    parts: [factsPart(facts)],
  };
}

function profileSection(profile: IpaProfile, now: Date, buttons: PackageButtons): AssetSection {
  const { name, kind, applicationIdentifier, teamIdentifier, devices, certificates, uuid, signatureValid } = profile;
  const expiresAt = dateOf(profile.expiresAt);
  const listsDevices = kind === 'development' || kind === 'ad-hoc';
  const facts = [
    ...textFact(vscode.l10n.t('Name'), name),
    ...textFact(vscode.l10n.t('Type'), kind && profileKindName(kind)),
    ...codeFact(vscode.l10n.t('App identifier'), applicationIdentifier && withoutPrefix(applicationIdentifier), buttons),
    ...codeFact(vscode.l10n.t('Team'), teamIdentifier, buttons),
    ...textFact(vscode.l10n.t('Devices'), listsDevices ? String(devices) : undefined),
    ...textFact(vscode.l10n.t('Certificates'), certificates.map(({ subject }) => commonName(subject)).join(', ')),
    ...textFact(vscode.l10n.t('Valid'), vscode.l10n.t('{0} to {1}', dateText(dateOf(profile.createdAt)), dateText(expiresAt))),
    ...codeFact(vscode.l10n.t('UUID'), uuid, buttons),
  ];
  const signature: AssetBadge = signatureValid
    ? { tone: 'good', text: vscode.l10n.t('Signature valid') }
    : { tone: 'error', text: vscode.l10n.t('Signature invalid') };
  return {
    id: 'profile',
    title: vscode.l10n.t('Provisioning profile'),
    badges: [signature, ...validityBadge(expiresAt, now)],
    parts: [factsPart(facts)],
  };
}
