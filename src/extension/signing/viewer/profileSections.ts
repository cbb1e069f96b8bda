/** Provisioning profiles: which app, which team, with which certificates, on which devices, until when. */

import * as vscode from 'vscode';
import { certificateName } from '../../../core/assets/apple/appleCertificateKind.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { plistLines } from '../../../core/formats/plist/plistLines.ts';
import { type PlistDictionary } from '../../../core/formats/plist/plistValue.ts';
import { type Certificate } from '../../../core/formats/x509/certificate.ts';
import { expiryOf, expiryText } from '../assets/expiry.ts';
import { type DeviceSearch, searchDevices } from '../../../core/assets/provisioning-profile/searchDevices.ts';
import { type ProfileInspection } from '../../../core/assets/provisioning-profile/profileInspection.ts';
import { isWildcardIdentifier, withoutPrefix } from '../../../core/formats/provisioning-profile/provisioningProfile.ts';
import { type AssetBadge, type AssetPart, type AssetSearchResult, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { certificateFacts, codeFact, dateText, textFact, tones, validityBadge } from './certificateFacts.ts';
import { type SigningButtons } from './signingAssetInput.ts';
import { profileKindName } from './signingNames.ts';
import { validitySection } from './validityTimeline.ts';

export function profileBadges({ kind, signatureValid, expiresAt }: ProfileInspection, now: Date): readonly AssetBadge[] {
  return [
    { tone: 'plain', text: vscode.l10n.t('Provisioning profile') },
    ...(kind ? [{ tone: 'plain' as const, text: profileKindName(kind) }] : []),
    signatureValid ? { tone: 'good', text: vscode.l10n.t('Signature valid') } : { tone: 'error', text: vscode.l10n.t('Signature invalid') },
    ...validityBadge(expiresAt, now),
  ];
}

export function profileSections(inspection: ProfileInspection, now: Date, buttons: SigningButtons): readonly AssetSection[] {
  const { profile, certificates, expiresAt } = inspection;
  if (!profile) return [];
  const periods = certificates.map((each) => ({ label: certificateName(each), from: each.notBefore, to: each.notAfter }));
  return [
    profileSection(inspection, buttons),
    ...validitySection([{ label: vscode.l10n.t('Profile'), from: profile.createdAt, to: expiresAt }, ...periods], now, false),
    certificatesSection(certificates, now, buttons),
    devicesSection(inspection),
    ...entitlementsSection(profile.entitlements, buttons),
  ];
}

function certificatesSection(certificates: readonly Certificate[], now: Date, buttons: SigningButtons): AssetSection {
  const items = certificates.map((certificate) => ({
    title: certificateName(certificate),
    note: `${expiryText(certificate.notAfter, now)} · SHA-1 ${fingerprintText(certificate.sha1.slice(0, 8))}…`,
    tone: tones[expiryOf(certificate.notAfter, now)],
    facts: certificateFacts(certificate, buttons),
  }));
  const none: AssetPart = { kind: 'text', tone: 'plain', text: vscode.l10n.t('The profile contains no certificates.'), buttons: [] };
  const title = vscode.l10n.t('Certificates allowed to sign ({0})', certificates.length);
  return { id: 'certificates', title, badges: [], parts: [items.length === 0 ? none : { kind: 'details', items }] };
}

function devicesSection(inspection: ProfileInspection): AssetSection {
  const { profile, devices } = inspection;
  const listed = profile?.devices !== undefined && !profile.provisionsAllDevices;
  const all = profile?.provisionsAllDevices
    ? vscode.l10n.t('All devices that trust the company (in-house distribution).')
    : vscode.l10n.t('No devices are listed; the App Store and TestFlight distribute the app.');
  const search: AssetPart = {
    kind: 'search',
    list: 'devices',
    label: vscode.l10n.t('Is my device included?'),
    placeholder: vscode.l10n.t('Paste or type a UDID'),
    found: foundDevices(searchDevices(inspection, '')),
  };
  return {
    id: 'devices',
    title: listed ? vscode.l10n.t('Devices ({0})', devices.length) : vscode.l10n.t('Devices'),
    badges: [],
    parts: [listed ? search : { kind: 'text', tone: 'plain', text: all, buttons: [] }],
  };
}

/** What fits into a list that people still read. */
const mostDevices = 200;

/** The answer to a search: `undefined` where there is nothing to search. */
export function foundDevices(search: DeviceSearch | undefined): AssetSearchResult {
  const { devices, isListed } = search ?? { devices: [], isListed: undefined };
  const items = devices.slice(0, mostDevices);
  if (isListed === true) return { items, summary: vscode.l10n.t('Yes, this device is in the profile.'), tone: 'good' };
  if (isListed === false)
    return {
      items,
      summary: vscode.l10n.t('No, this device is not in the profile. Register the device with Apple, then regenerate the profile.'),
      tone: 'error',
    };
  const more = devices.length > items.length ? ` ${vscode.l10n.t('The first {0} are shown.', items.length)}` : '';
  const count = devices.length === 1 ? vscode.l10n.t('1 device') : vscode.l10n.t('{0} devices', devices.length);
  return { items, summary: `${count}.${more}`, tone: 'plain' };
}

function entitlementsSection({ entries }: PlistDictionary, buttons: SigningButtons): readonly AssetSection[] {
  if (entries.size === 0) return [];
  const facts = [...entries].slice(0, mostEntitlements).flatMap(([key, value]) => codeFact(key, plistLines(value).join('\n'), buttons));
  const part: AssetPart = { kind: 'facts', labels: 'codes', facts };
  return [{ id: 'entitlements', title: vscode.l10n.t('Entitlements ({0})', entries.size), badges: [], parts: [part] }];
}

/** Apple has some hundred of them. */
const mostEntitlements = 400;

function profileSection(inspection: ProfileInspection, buttons: SigningButtons): AssetSection {
  const { name, uuid, kind, teamIdentifier, applicationIdentifier, expiresAt, profile } = inspection;
  const identifier = applicationIdentifier === undefined ? undefined : withoutPrefix(applicationIdentifier);
  const isWildcard = identifier !== undefined && isWildcardIdentifier(identifier);
  const facts = [
    ...textFact(vscode.l10n.t('Name'), name),
    ...textFact(vscode.l10n.t('Type'), kind && profileKindName(kind)),
    ...codeFact(vscode.l10n.t('App identifier'), identifier, buttons, isWildcard ? vscode.l10n.t('all apps whose identifier matches') : ''),
    ...codeFact(vscode.l10n.t('Team'), teamIdentifier, buttons, profile?.teamName),
    ...textFact(vscode.l10n.t('Platforms'), profile?.platforms.join(', ')),
    ...textFact(vscode.l10n.t('Valid'), vscode.l10n.t('{0} to {1}', dateText(profile?.createdAt), dateText(expiresAt))),
    ...codeFact(vscode.l10n.t('UUID'), uuid, buttons),
    ...textFact(vscode.l10n.t('Managed by Xcode'), profile?.isXcodeManaged === true ? vscode.l10n.t('yes') : undefined),
  ];
  return { id: 'profile', title: vscode.l10n.t('Profile'), badges: [], parts: [{ kind: 'facts', labels: 'words', facts }] };
}
