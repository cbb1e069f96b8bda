/** Stores of keys and certificates: what the file is, who opens it as it is encrypted, and what is in it. */

import * as vscode from 'vscode';
import { pkcs12Acceptance } from '../../../core/assets/signing-file/acceptance.ts';
import { type SigningEntry, type SigningStore } from '../../../core/assets/signing-file/signingFile.ts';
import {
  type AssetBadge,
  type AssetFact,
  type AssetPart,
  type AssetSection,
  type AssetView,
} from '../../../protocol/assetViewerProtocol.ts';
import { textFact, validityBadge } from './certificateFacts.ts';
import { entrySection, isClosed, nameOfEntry } from './entrySections.ts';
import { type SigningAssetInput, type SigningButtons } from './signingAssetInput.ts';
import { formatName } from './signingNames.ts';
import { type Period, validitySection } from './validityTimeline.ts';

/** A trust store of a whole system has hundreds; the first ones are enough here. */
const mostEntries = 100;

export function storeBadges(store: SigningStore, now: Date): readonly AssetBadge[] {
  const what = {
    keystore: vscode.l10n.t('Keystore for Android packages'),
    certificate: store.entries.some(({ hasPrivateKey }) => hasPrivateKey)
      ? vscode.l10n.t('Certificate with private key')
      : vscode.l10n.t('Certificate'),
  };
  const ends = mainEntries(store).flatMap(({ certificate }) => (certificate ? [certificate.notAfter] : []));
  return [
    { tone: 'plain', text: formatName(store) },
    ...(store.role ? [{ tone: 'plain' as const, text: what[store.role] }] : []),
    ...(isClosed(store) ? [{ tone: 'plain' as const, text: vscode.l10n.t('Locked') }] : []),
    ...validityBadge(ends.toSorted((a, b) => a.getTime() - b.getTime())[0], now),
  ];
}

/** Keys; where there is none, the certificates are what the file is about. */
function mainEntries({ entries }: SigningStore): readonly SigningEntry[] {
  const keys = entries.filter(({ hasPrivateKey }) => hasPrivateKey);
  return keys.length > 0 ? keys : entries;
}

/** Asks for the password only where one would reveal more. */
export function storeNotice(store: SigningStore, isRemembered: boolean, buttons: SigningButtons): AssetView['notice'] {
  if (!isClosed(store)) return undefined;
  const enter = buttons.button(vscode.l10n.t('Enter Password…'), { kind: 'askPassword' });
  if (isRemembered)
    return {
      kind: 'text',
      tone: 'error',
      text: vscode.l10n.t('The stored password no longer opens this file.'),
      buttons: [enter],
    };
  const text = store.entries.every(({ certificate }) => certificate === undefined)
    ? vscode.l10n.t('This file is password-protected.')
    : vscode.l10n.t('The private keys are password-protected; everything else is shown.');
  return { kind: 'text', tone: 'plain', text, buttons: [enter] };
}

export function storeSections(store: SigningStore, input: SigningAssetInput, buttons: SigningButtons): readonly AssetSection[] {
  const entries = store.entries.slice(0, mostEntries).map((entry, index) => entrySection(entry, index, store, input, buttons));
  const left = store.entries.length - entries.length;
  const more: AssetPart = { kind: 'text', tone: 'plain', text: vscode.l10n.t('{0} more entries are not shown.', left), buttons: [] };
  return [
    fileSection(store),
    ...validitySection(store.entries.flatMap(periodOf), input.now, store.role === 'keystore'),
    ...entries,
    ...(left > 0 ? [{ id: 'more', title: vscode.l10n.t('More entries'), badges: [], parts: [more] }] : []),
  ];
}

function periodOf(entry: SigningEntry): readonly Period[] {
  const { certificate } = entry;
  return certificate ? [{ label: nameOfEntry(entry), from: certificate.notBefore, to: certificate.notAfter }] : [];
}

function fileSection(store: SigningStore): AssetSection {
  const facts = [...textFact(vscode.l10n.t('Format'), formatName(store)), ...encryptionFacts(store)];
  return { id: 'file', title: vscode.l10n.t('File'), badges: [], parts: [{ kind: 'facts', labels: 'words', facts }] };
}

/** `PBKDF2 (HMAC-SHA256), 10000 iterations`: all of it but one word is the same in every language. */
function derivationText(text: string): string {
  const [, algorithm, rounds] = /^(.*), (\d+) iterations$/.exec(text) ?? [];
  return algorithm === undefined || rounds === undefined ? text : vscode.l10n.t('{0}, {1} iterations', algorithm, rounds);
}

function encryptionFacts({ encryption, format, role }: SigningStore): readonly AssetFact[] {
  if (format === 'jks') return textFact(vscode.l10n.t('Protection'), vscode.l10n.t('Java keystore encryption, with SHA-1'));
  if (!encryption) return [];
  const { mac, protections } = encryption;
  const { keychain, openssl } = pkcs12Acceptance(encryption);
  return [
    ...textFact(vscode.l10n.t('Encryption'), protections.map(derivationText).join('; ') || vscode.l10n.t('none')),
    ...textFact(vscode.l10n.t('Integrity'), mac === undefined ? vscode.l10n.t('not protected') : derivationText(mac)),
    // No one imports what signs Android packages there.
    ...(role === 'keystore'
      ? []
      : textFact(
          vscode.l10n.t('macOS Keychain'),
          keychain ? vscode.l10n.t('imports it') : vscode.l10n.t('rejects it; the encryption is too new'),
        )),
    ...textFact(
      'OpenSSL 3',
      openssl === 'opens' ? vscode.l10n.t('opens it') : vscode.l10n.t('opens it only with -legacy; the encryption is old'),
    ),
  ];
}
