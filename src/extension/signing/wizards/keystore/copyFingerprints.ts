/** Copy Certificate Fingerprints…: SHA-256, SHA-1, or the assetlinks.json that Google, Firebase and web sites ask for. */

import * as vscode from 'vscode';
import { assetLinks } from '../../../../core/assets/keystore/publicCertificate.ts';
import { Failure } from '../../../../core/base/failure.ts';
import { fingerprintText } from '../../../../core/base/fingerprintText.ts';
import { type Certificate } from '../../../../core/formats/x509/certificate.ts';
import { onPlatform } from '../../../app/appEntry.ts';
import { type WizardParts } from '../../../app/wizards/wizardParts.ts';
import { keystoreTarget, type KeystoreTarget } from './keystoreTarget.ts';
import { openCertificate } from './openCertificate.ts';

export async function runCopyFingerprints(parts: WizardParts, argument: unknown): Promise<void> {
  const target = await keystoreTarget(parts, argument);
  const certificate = await openCertificate(parts, target);
  const chosen = await vscode.window.showQuickPick(fingerprintItems(certificate, target), {
    title: vscode.l10n.t('Copy Certificate Fingerprints'),
    placeHolder: certificate.subject.text,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  await vscode.env.clipboard.writeText(chosen.text);
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} copied.', chosen.label));
}

function fingerprintItems({ sha1, sha256 }: Certificate, { app }: KeystoreTarget) {
  const identifier = app && onPlatform(app, 'android').effective.appIdentifier?.value;
  const sha256Text = fingerprintText(sha256);
  const sha1Text = fingerprintText(sha1);
  return [
    { label: 'SHA-256', detail: shortened(sha256Text), text: sha256Text, description: vscode.l10n.t('Google Play, Firebase, App Links') },
    { label: 'SHA-1', detail: sha1Text, text: sha1Text, description: vscode.l10n.t('Firebase, Google sign-in, Maps') },
    ...(identifier === undefined
      ? []
      : [
          {
            label: 'assetlinks.json',
            detail: vscode.l10n.t('Lets links to your site open {0}', identifier),
            description: vscode.l10n.t('App Links'),
            text: `${JSON.stringify(assetLinks(identifier, [sha256]), null, 2)}\n`,
          },
        ]),
  ];
}

/** Both ends: the whole is wider than the list, which would cut it off. */
function shortened(fingerprint: string): string {
  return `${fingerprint.slice(0, 35)}:…:${fingerprint.slice(-11)}`;
}
