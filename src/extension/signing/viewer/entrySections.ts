/** The entries of a store of keys and certificates: whose they are, until when, and what a web site publishes about them. */

import * as vscode from 'vscode';
import { certificateName } from '../../../core/assets/apple/appleCertificateKind.ts';
import { isDebugSubject } from '../../../core/assets/keystore/debugKey.ts';
import { assetLinks } from '../../../core/assets/keystore/publicCertificate.ts';
import { type SigningEntry, type SigningStore } from '../../../core/assets/signing-file/signingFile.ts';
import { nameOfKey } from '../../../core/formats/x509/publicKeyInfo.ts';
import { type AssetBadge, type AssetPart, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { certificateFacts, textFact, validityBadge } from './certificateFacts.ts';
import { type AssetUse, type SigningAssetInput, type SigningButtons } from './signingAssetInput.ts';

export function entrySection(
  entry: SigningEntry,
  index: number,
  store: SigningStore,
  input: SigningAssetInput,
  buttons: SigningButtons,
): AssetSection {
  const { alias, certificate, issuers, key, keyState } = entry;
  const facts = [
    ...(certificate ? certificateFacts(certificate, buttons) : textFact(vscode.l10n.t('Key'), key && nameOfKey(key))),
    ...textFact(vscode.l10n.t('Issuers in the file'), issuers.map(certificateName).join(', ')),
  ];
  const parts: AssetPart[] = facts.length > 0 ? [{ kind: 'facts', labels: 'words', facts }] : [];
  parts.push(...linkSnippets(entry, store, input, buttons));
  if (keyState === 'wrong-password' && !isClosed(store) && alias !== undefined) {
    const enter = buttons.button(vscode.l10n.t('Enter Key Password…'), { kind: 'askKeyPassword', alias });
    parts.unshift({ kind: 'text', tone: 'plain', text: vscode.l10n.t('The key has a separate password.'), buttons: [enter] });
  }
  const badges = [...entryBadges(entry, store), ...validityBadge(certificate?.notAfter, input.now)];
  return { id: `entry-${index}`, title: nameOfEntry(entry), badges, parts };
}

export function nameOfEntry({ alias, certificate }: SigningEntry): string {
  return alias ?? (certificate ? certificateName(certificate) : vscode.l10n.t('Key without a certificate'));
}

/** Whether a password would reveal more. */
export function isClosed({ password }: SigningStore): boolean {
  return password === 'missing' || password === 'wrong';
}

function entryBadges({ hasPrivateKey, keyState }: SigningEntry, store: SigningStore): readonly AssetBadge[] {
  if (!hasPrivateKey) return [{ tone: 'plain', text: vscode.l10n.t('Certificate without key') }];
  if (keyState === 'open') return [{ tone: 'good', text: vscode.l10n.t('Private key usable') }];
  if (keyState === 'unusable') return [{ tone: 'error', text: vscode.l10n.t('Private key unusable') }];
  return [{ tone: isClosed(store) ? 'plain' : 'warning', text: vscode.l10n.t('Private key locked') }];
}

const unknownIdentifier = 'com.example.app';
const mostSnippets = 3;

/** Says of each app that uses the key that the site trusts it. A debug key identifies no one. */
function linkSnippets(
  { certificate, hasPrivateKey, alias }: SigningEntry,
  { role }: SigningStore,
  { uses }: SigningAssetInput,
  buttons: SigningButtons,
): readonly AssetPart[] {
  if (role !== 'keystore' || !hasPrivateKey || !certificate || isDebugSubject(certificate.subject.text)) return [];
  const isOfEntry = (use: AssetUse): boolean => use.alias === undefined || use.alias.toLowerCase() === alias?.toLowerCase();
  const used = uses.filter(isOfEntry).flatMap(({ appIdentifier }) => appIdentifier ?? []);
  const identifiers = used.length > 0 ? [...new Set(used)].slice(0, mostSnippets) : [unknownIdentifier];
  return identifiers.map((identifier): AssetPart => {
    const text = JSON.stringify(assetLinks(identifier, [certificate.sha256]), undefined, 2);
    const play = vscode.l10n.t('With Play App Signing, add the fingerprint of Google’s key there too.');
    const replace = vscode.l10n.t('No app in the workspace uses this key; replace {0} with your app identifier.', unknownIdentifier);
    return {
      kind: 'snippet',
      label: '/.well-known/assetlinks.json',
      text,
      copy: buttons.idOf({ kind: 'copy', text }),
      note: identifier === unknownIdentifier ? `${replace} ${play}` : play,
    };
  });
}
