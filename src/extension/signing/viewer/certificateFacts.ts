/** A certificate as rows of facts, with its fingerprints to copy, and the words for when it is valid. */

import * as vscode from 'vscode';
import { appleCertificateKind, teamOf } from '../../../core/assets/apple/appleCertificateKind.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { type Certificate, serialNumberText } from '../../../core/formats/x509/certificate.ts';
import { nameOfKey } from '../../../core/formats/x509/publicKeyInfo.ts';
import { type AssetBadge, type AssetFact } from '../../../protocol/assetViewerProtocol.ts';
import { expiryOf, expiryText } from '../assets/expiry.ts';
import { type CopyButtons } from '../../shared/asset-page/assetContent.ts';
import { appleKindName } from './signingNames.ts';

export function textFact(label: string, value: string | undefined, note = ''): readonly AssetFact[] {
  return value === undefined || value === '' ? [] : [{ label, value, note, isCode: false, copy: '' }];
}

/** In the font of code, to be copied. */
export function codeFact(label: string, value: string | undefined, buttons: CopyButtons, note = ''): readonly AssetFact[] {
  if (value === undefined || value === '') return [];
  return [{ label, value, note, isCode: true, copy: buttons.idOf({ kind: 'copy', text: value }) }];
}

export function certificateFacts(certificate: Certificate, buttons: CopyButtons): readonly AssetFact[] {
  const { subject, issuer, isSelfIssued, publicKey, signatureAlgorithm, notBefore, notAfter, sha1, sha256 } = certificate;
  const kind = appleCertificateKind(certificate);
  const isApple = kind !== 'unknown';
  return [
    ...textFact(vscode.l10n.t('Type'), isApple ? appleKindName(kind) : undefined),
    ...codeFact(vscode.l10n.t('Team'), isApple ? teamOf(certificate) : undefined, buttons),
    ...textFact(vscode.l10n.t('Subject'), subject.text),
    ...textFact(vscode.l10n.t('Issued by'), isSelfIssued ? vscode.l10n.t('itself') : issuer.text),
    ...textFact(vscode.l10n.t('Key'), nameOfKey(publicKey), signatureAlgorithm.name),
    ...textFact(vscode.l10n.t('Valid'), vscode.l10n.t('{0} to {1}', dateText(notBefore), dateText(notAfter))),
    ...codeFact(vscode.l10n.t('Serial number'), serialNumberText(certificate), buttons),
    ...codeFact(vscode.l10n.t('SHA-1'), fingerprintText(sha1), buttons),
    ...codeFact(vscode.l10n.t('SHA-256'), fingerprintText(sha256), buttons),
  ];
}

export function dateText(date: Date | undefined): string {
  if (!date || Number.isNaN(date.getTime())) return '?';
  return date.toLocaleDateString(vscode.env.language, { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' });
}

export const tones = { valid: 'good', soon: 'warning', expired: 'error' } as const;

export function validityBadge(validUntil: Date | undefined, now: Date): readonly AssetBadge[] {
  return validUntil ? [{ tone: tones[expiryOf(validUntil, now)], text: expiryText(validUntil, now) }] : [];
}
