/** Where a signing asset is used: apps whose settings name it, and files of the workspace that belong to it, each to be opened. */

import * as vscode from 'vscode';
import { type AssetPart, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { expiryOf, expiryText } from '../assets/expiry.ts';
import { tones } from './certificateFacts.ts';
import { type AssetUse, type FileOfWorkspace, type RelatedFile, type SigningAssetInput, type SigningButtons } from './signingAssetInput.ts';

type Link = Extract<AssetPart, { kind: 'links' }>['links'][number];

const mostNames = 3;
const mostLocked = 10;

export function usesSection({ uses }: SigningAssetInput, buttons: SigningButtons): readonly AssetSection[] {
  if (uses.length === 0) return [];
  const links = uses.map((use) => useLink(use, buttons));
  return [{ id: 'uses', title: vscode.l10n.t('Used by'), badges: [], parts: [{ kind: 'links', links }] }];
}

function useLink({ appName, settings, field, buildType, alias }: AssetUse, buttons: SigningButtons): Link {
  const what = {
    'android.keystore': vscode.l10n.t('keystore for Android packages'),
    'ios.certificate': vscode.l10n.t('certificate for iOS packages'),
    'ios.provisioningProfile': vscode.l10n.t('provisioning profile for iOS packages'),
  };
  const note = [what[field], buildType, alias].filter((text) => text !== undefined && text !== '').join(' · ');
  const button = buttons.button(vscode.l10n.t('Open the package settings of {0}', appName), { kind: 'openSettings', settings, field });
  return { title: appName, note, tone: 'plain', button };
}

export function relatedSection({ file, related, now }: SigningAssetInput, buttons: SigningButtons): readonly AssetSection[] {
  const { files, locked } = related;
  if (files.length === 0 && locked.length === 0) return [];
  const links = [
    ...files.map((each) => relatedLink(each, now, buttons)),
    ...locked.slice(0, mostLocked).map((each) => lockedLink(each, buttons)),
  ];
  const left = locked.length - mostLocked;
  const more: AssetPart = { kind: 'text', tone: 'plain', text: vscode.l10n.t('{0} more files are locked.', left), buttons: [] };
  const title =
    file.kind === 'profile'
      ? vscode.l10n.t('Matching certificates in the workspace')
      : vscode.l10n.t('Profiles in the workspace that include it');
  return [{ id: 'related', title, badges: [], parts: [{ kind: 'links', links }, ...(left > 0 ? [more] : [])] }];
}

function relatedLink({ uri, path, kind, names, hasPrivateKey, validUntil }: RelatedFile, now: Date, buttons: SigningButtons): Link {
  const shown = [...names.slice(0, mostNames), ...(names.length > mostNames ? ['…'] : [])];
  const key = kind === 'certificate' && !hasPrivateKey ? [vscode.l10n.t('without the private key')] : [];
  const note = [...shown, ...key, ...(validUntil ? [expiryText(validUntil, now)] : [])].join(' · ');
  const tone = validUntil ? tones[expiryOf(validUntil, now)] : 'plain';
  return { title: path, note, tone, button: buttons.button(vscode.l10n.t('Open {0}', path), { kind: 'open', uri }) };
}

function lockedLink({ uri, path }: FileOfWorkspace, buttons: SigningButtons): Link {
  const note = vscode.l10n.t('locked; enter its password to see its certificates');
  return { title: path, note, tone: 'plain', button: buttons.button(vscode.l10n.t('Open {0}', path), { kind: 'open', uri }) };
}
