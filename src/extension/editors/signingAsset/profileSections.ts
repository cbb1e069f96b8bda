/** Provisioning profiles: which app, which team, for whom, until when. */

import * as vscode from 'vscode';
import { certificateName } from '../../../core/assets/apple/appleCertificateKind.ts';
import { type ProfileInspection } from '../../../core/assets/provisioning-profile/profileInspection.ts';
import { isWildcardIdentifier, withoutPrefix } from '../../../core/formats/provisioning-profile/provisioningProfile.ts';
import { type AssetBadge, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { certificateFacts, codeFact, dateText, textFact, validityBadge } from './certificateFacts.ts';
import { type SigningButtons } from './signingAssetInput.ts';
import { profileKindName } from './signingNames.ts';

export function profileBadges({ kind, signatureValid, expiresAt }: ProfileInspection, now: Date): readonly AssetBadge[] {
  return [
    { tone: 'plain', text: vscode.l10n.t('Provisioning profile') },
    ...(kind ? [{ tone: 'plain' as const, text: profileKindName(kind) }] : []),
    signatureValid
      ? { tone: 'good', text: vscode.l10n.t('Signature holds') }
      : { tone: 'error', text: vscode.l10n.t('Signature does not hold') },
    ...validityBadge(expiresAt, now),
  ];
}

export function profileSections(inspection: ProfileInspection, now: Date, buttons: SigningButtons): readonly AssetSection[] {
  const { profile, certificates } = inspection;
  if (!profile) return [];
  return [
    profileSection(inspection, buttons),
    ...certificates.map((certificate, index): AssetSection => ({
      id: `certificate-${index}`,
      title: certificateName(certificate),
      badges: validityBadge(certificate.notAfter, now),
      parts: [{ kind: 'facts', facts: [...certificateFacts(certificate, buttons)] }],
    })),
  ];
}

function profileSection(inspection: ProfileInspection, buttons: SigningButtons): AssetSection {
  const { name, uuid, kind, teamIdentifier, applicationIdentifier, expiresAt, profile } = inspection;
  const identifier = applicationIdentifier === undefined ? undefined : withoutPrefix(applicationIdentifier);
  const isWildcard = identifier !== undefined && isWildcardIdentifier(identifier);
  const facts = [
    ...textFact(vscode.l10n.t('Name'), name),
    ...textFact(vscode.l10n.t('Kind'), kind && profileKindName(kind)),
    ...codeFact(vscode.l10n.t('App identifier'), identifier, buttons, isWildcard ? vscode.l10n.t('all apps it begins with') : ''),
    ...codeFact(vscode.l10n.t('Team'), teamIdentifier, buttons, profile?.teamName),
    ...textFact(vscode.l10n.t('Platforms'), profile?.platforms.join(', ')),
    ...textFact(vscode.l10n.t('Valid'), vscode.l10n.t('{0} to {1}', dateText(profile?.createdAt), dateText(expiresAt))),
    ...codeFact(vscode.l10n.t('UUID'), uuid, buttons),
    ...textFact(vscode.l10n.t('Managed by Xcode'), profile?.isXcodeManaged === true ? vscode.l10n.t('yes') : undefined),
  ];
  return { id: 'profile', title: vscode.l10n.t('Profile'), badges: [], parts: [{ kind: 'facts', facts }] };
}
