/** What the stand-in of Intune keeps, and the rules for what may be written. */

import { randomUUID } from 'node:crypto';
import { type StoredFile } from '../support/storedFile.ts';
import { GraphRefusal } from './graphErrors.ts';

export interface ContentFile {
  readonly id: string;
  readonly blob: string;
  readonly name: string | null;
  readonly size: number;
  readonly sizeEncrypted: number;
  readonly manifest: string | null;
  readonly created: number;
  uri: { readonly uri: string; readonly expires: number } | undefined;
  state: string;
  /** What the state becomes when it was asked for so often. */
  next: { polls: number; readonly enter: () => Promise<void> | void } | undefined;
  /** The decrypted file, once it is committed. */
  plain: StoredFile | undefined;
}

export interface ContentVersion {
  readonly id: string;
  readonly files: ContentFile[];
}

export interface IntuneApp {
  readonly id: string;
  readonly type: '#microsoft.graph.androidLobApp' | '#microsoft.graph.iosLobApp';
  /** What was written, without what the service says. */
  fields: Record<string, unknown>;
  readonly created: number;
  readonly versions: ContentVersion[];
  committed: string | null;
  publishing: 'notPublished' | 'processing' | 'published';
  /** How often the app is still read while it is processed. */
  polls: number;
  assignments: readonly Record<string, unknown>[];
  /** How often a content version was made the current one. */
  commits: number;
}

const readOnly = ['id', 'createdDateTime', 'lastModifiedDateTime', 'publishingState', 'size', 'assignments', 'contentVersions'];

/** What is wrong with a new app or a change of one. */
export function appFindings(body: Readonly<Record<string, unknown>>, isNew: boolean): string[] {
  const findings = readOnly.filter((name) => Object.hasOwn(body, name)).map((name) => `${name} is read-only`);
  const isAndroid = body['@odata.type'] === '#microsoft.graph.androidLobApp';
  if (!isAndroid && body['@odata.type'] !== '#microsoft.graph.iosLobApp') findings.push(`@odata.type is ${String(body['@odata.type'])}`);
  const wanted = ['displayName', 'publisher', 'fileName', isAndroid ? 'packageId' : 'bundleId', 'minimumSupportedOperatingSystem'];
  if (isNew)
    findings.push(
      ...wanted.filter((name) => typeof body[name] !== 'string' && typeof body[name] !== 'object').map((name) => `${name} is missing`),
    );
  const oldest = body['minimumSupportedOperatingSystem'];
  const chosen = typeof oldest === 'object' && oldest !== null ? Object.values(oldest).filter((value) => value === true).length : 1;
  if (chosen !== 1) findings.push(`${chosen} minimum systems are true, not exactly one`);
  return findings;
}

export function createApp(body: Readonly<Record<string, unknown>>, now: number): IntuneApp {
  const { '@odata.type': type, committedContentVersion: _ignored, ...fields } = body;
  const state = { committed: null, publishing: 'notPublished', polls: 0, commits: 0 } as const;
  return { id: randomUUID(), type: type as IntuneApp['type'], fields, created: now, versions: [], assignments: [], ...state };
}

export function describeApp({ id, type, fields, created, committed, publishing, versions }: IntuneApp): Record<string, unknown> {
  const size = versions.find((version) => version.id === committed)?.files.reduce((sum, file) => sum + file.size, 0) ?? 0;
  const times = { createdDateTime: new Date(created).toISOString(), lastModifiedDateTime: new Date(created).toISOString() };
  return { '@odata.type': type, id, ...fields, ...times, publishingState: publishing, committedContentVersion: committed, size };
}

export function describeFile(file: ContentFile): Record<string, unknown> {
  const { id, name, size, sizeEncrypted, manifest, created, uri, state, plain } = file;
  return {
    '@odata.type': '#microsoft.graph.mobileAppContentFile',
    id,
    name,
    size,
    sizeEncrypted,
    sizeInBytes: size,
    sizeEncryptedInBytes: sizeEncrypted,
    manifest,
    createdDateTime: new Date(created).toISOString(),
    azureStorageUri: uri?.uri ?? null,
    azureStorageUriExpirationDateTime: uri === undefined ? null : new Date(uri.expires).toISOString(),
    uploadState: state,
    isCommitted: plain !== undefined,
    isDependency: false,
  };
}

const fileReadOnly = ['id', 'azureStorageUri', 'azureStorageUriExpirationDateTime', 'createdDateTime', 'uploadState', 'isCommitted'];

export function fileFindings(body: Readonly<Record<string, unknown>>): string[] {
  const findings = fileReadOnly.filter((name) => Object.hasOwn(body, name)).map((name) => `${name} is read-only`);
  const size = body['size'] ?? body['sizeInBytes'];
  const sizeEncrypted = body['sizeEncrypted'] ?? body['sizeEncryptedInBytes'];
  if (typeof body['name'] !== 'string' || body['name'] === '') findings.push('name is missing');
  if (!Number.isSafeInteger(size) || Number(size) <= 0) findings.push(`size is ${String(size)}`);
  else if (sizeEncrypted !== 48 + 16 * (Math.floor(Number(size) / 16) + 1))
    findings.push(`sizeEncrypted is ${String(sizeEncrypted)} for ${String(size)} bytes`);
  const manifest = body['manifest'] ?? '';
  if (typeof manifest !== 'string' || Buffer.from(manifest, 'base64').toString('base64') !== manifest)
    findings.push('manifest is no base64');
  return findings;
}

export function notFound(what: string): GraphRefusal {
  return new GraphRefusal(404, `${what} was not found.`);
}
