/** What people call formats, kinds of certificates and kinds of profiles, in the language of the window where there is a word for it. */

import * as vscode from 'vscode';
import { type AppleCertificateKind } from '../../../core/assets/apple/appleCertificateKind.ts';
import { type SigningStore } from '../../../core/assets/signing-file/signingFile.ts';
import { type ProfileKind } from '../../../core/formats/provisioning-profile/provisioningProfile.ts';

/** As Apple calls them. */
export function appleKindName(kind: AppleCertificateKind): string {
  switch (kind) {
    case 'apple-development':
      return 'Apple Development';
    case 'ios-development':
      return 'iOS Development';
    case 'mac-development':
      return 'Mac Development';
    case 'apple-distribution':
      return 'Apple Distribution';
    case 'ios-distribution':
      return 'iOS Distribution';
    case 'mac-app-distribution':
      return 'Mac App Distribution';
    case 'mac-installer-distribution':
      return 'Mac Installer Distribution';
    case 'app-store':
      return 'App Store';
    case 'developer-id-application':
      return 'Developer ID Application';
    case 'developer-id-installer':
      return 'Developer ID Installer';
    case 'intermediate':
      return vscode.l10n.t('Apple intermediate certificate');
    case 'unknown':
      return vscode.l10n.t('Not an Apple certificate for signing apps');
  }
}

export function profileKindName(kind: ProfileKind): string {
  switch (kind) {
    case 'development':
      return vscode.l10n.t('Development');
    case 'ad-hoc':
      return vscode.l10n.t('Ad hoc');
    case 'app-store':
      return vscode.l10n.t('App Store');
    case 'in-house':
      return vscode.l10n.t('In-house (enterprise)');
  }
}

export function formatName({ format }: SigningStore): string {
  switch (format) {
    case 'pkcs12':
      return 'PKCS #12';
    case 'jks':
      return 'JKS';
    case 'pem':
      return 'PEM';
    case 'der':
      return 'DER';
    case 'pkcs7':
      return 'PKCS #7';
  }
}
