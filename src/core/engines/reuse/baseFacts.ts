/** What has to be known of a package before it is reused. Only what is needed is read; what cannot be read is an issue. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { inspectLocalHeaders } from '../../formats/zip/inspectLocalHeaders.ts';
import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { readEntry } from '../../formats/zip/readEntry.ts';
import { type ZipArchive } from '../../formats/zip/zipEntry.ts';
import { inspectAndroidArchive } from '../../packages/inspectAndroidPackage.ts';
import { readInfoFacts } from '../../packages/ipa/infoFacts.ts';
import { appFolders } from '../../packages/ipa/ipaEntries.ts';
import { recognizePackage } from '../../packages/recognizePackage.ts';
import { type ArtifactFormat } from '../engine/buildPlan.ts';

export interface BaseFacts {
  readonly format: ArtifactFormat;
  readonly appIdentifier?: string;
  /** Under the icon, in the default language. */
  readonly label?: string;
  readonly versionCode?: number;
  /** Of Android; absent where the manifest does not let it be known. */
  readonly isDebuggable?: boolean;
  readonly isTestOnly: boolean;
  readonly isSplit: boolean;
  readonly needsSplits: boolean;
  readonly isEncrypted: boolean;
  /** Subject of the certificate that an Android package was signed with. */
  readonly signer?: string;
  /** `Payload/Demo.app`; empty for Android. */
  readonly appFolder: string;
  readonly archive: ZipArchive;
}

/** What is before the names of assets, or of files of the app for iOS. */
export function contentRoot({ format, appFolder }: Pick<BaseFacts, 'format' | 'appFolder'>): string {
  if (format === 'ipa') return `${appFolder}/`;
  return format === 'aab' ? 'base/' : '';
}

export interface BaseReading {
  readonly facts?: BaseFacts;
  readonly issues: readonly Issue[];
}

const largestInfo = 4 * 1024 * 1024;

export async function readBaseFacts(source: ByteSource): Promise<BaseReading> {
  const recognized = await recognizePackage(source);
  const { format, issues } = recognized;
  if (format === undefined) return { issues };
  const { archive } = recognized;
  const read = format === 'ipa' ? await readIpa(source, archive) : await readAndroid(source, archive, format);
  return { ...read, issues: [...issues, ...read.issues] };
}

/** Parts of one app are refused by their own sentence. */
const saidOtherwise: ReadonlySet<string> = new Set(['package-is-split', 'package-needs-splits']);

async function readAndroid(source: ByteSource, archive: ZipArchive, format: 'apk' | 'aab'): Promise<BaseReading> {
  const { inspection, issues } = await inspectAndroidArchive(source, archive, format);
  const [signer] = inspection.signing.signers;
  const facts: BaseFacts = {
    format,
    ...present('appIdentifier', inspection.appIdentifier),
    ...present('label', inspection.label),
    ...present('versionCode', inspection.versionCode),
    ...present('isDebuggable', inspection.debuggable),
    isTestOnly: inspection.testOnly === true,
    isSplit: inspection.split !== undefined,
    needsSplits: format === 'apk' && inspection.requiredSplits !== undefined,
    isEncrypted: false,
    ...present('signer', signer?.subject),
    appFolder: '',
    archive,
  };
  return { facts, issues: issues.filter(({ code }) => !saidOtherwise.has(code)) };
}

async function readIpa(source: ByteSource, archive: ZipArchive): Promise<BaseReading> {
  const [app = '', ...others] = appFolders(archive.entries);
  if (others.length > 0) return { issues: [createIssue('ipa-several-apps', { count: others.length + 1, app })] };
  const entry = archive.entries.find(({ name }) => name === `${app}/Info.plist`);
  if (!entry) return { issues: [createIssue('ipa-info-missing', { app })] };
  const headers = await inspectLocalHeaders(source, archive);
  const { bytes, issues: reading } = await readEntry(source, entry, { maxBytes: largestInfo });
  const info = bytes && inspectPlist(bytes);
  const issues = [...headers.issues, ...reading, ...(info?.issues ?? [])];
  if (info?.value?.type !== 'dictionary') return { issues };
  const { appIdentifier, label, versionCode = '' } = readInfoFacts(info.value);
  const code = /^[1-9][0-9]{0,14}$/.test(versionCode) ? Number(versionCode) : undefined;
  const facts: BaseFacts = {
    format: 'ipa',
    ...(appIdentifier !== '' && { appIdentifier }),
    ...present('label', label),
    ...present('versionCode', code),
    isTestOnly: false,
    isSplit: false,
    needsSplits: false,
    // `SC_Info` contains the keys of the store's encryption.
    isEncrypted: archive.entries.some(({ name }) => name.startsWith(`${app}/SC_Info/`)),
    appFolder: app,
    archive,
  };
  return { facts, issues };
}
