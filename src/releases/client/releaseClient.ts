/**
 * How the command line and the editor reach a release server, on this machine or elsewhere: our own API over the HTTP port. A package is sent in
 * parts, several at a time; what the server has already is not sent again.
 */

import * as z from 'zod/mini';
import { type Bytes } from '../../core/base/bytes.ts';
import { type ByteSource } from '../../core/base/byteSource.ts';
import { isCancelled, throwIfCancelled } from '../../core/base/cancellation.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { runConcurrently } from '../../core/base/runConcurrently.ts';
import { type HttpBodyStream } from '../../core/ports/httpClient.ts';
import { type LinkInput } from '../model/linkInput.ts';
import { defaultGroup, longestNotes } from '../model/names.ts';
import { packageKindOf, systemOfPackage } from '../model/releaseKinds.ts';
import { type RetentionPolicy } from '../model/retention.ts';
import { ApiConnection, parseJson, type ApiConnectionOptions } from './apiConnection.ts';
import { type DestinationsInput, type PackageInput, type ReleaseInput, type SendingOptions, type WebhookInput } from './releaseInputs.ts';
import {
  appsAnswer,
  changedTesters,
  createdToken,
  devicesAnswer,
  feedbackAnswer,
  groupsAnswer,
  linksAnswer,
  portalTicket,
  releaseAnswer,
  releasesAnswer,
  retentionAnswer,
  retentionPlanAnswer,
  serverApp,
  serverGroup,
  serverLink,
  serverWebhook,
  storesAnswer,
  symbolsAnswer,
  symbolsListAnswer,
  testersAnswer,
  tokensAnswer,
  uploadAnswer,
  webhooksAnswer,
  type ServerApp,
  type ServerLink,
  type ServerRelease,
  type ServerUpload,
} from './serverAnswers.ts';

/** `owner/app` */
export interface AppName {
  readonly owner: string;
  readonly app: string;
}

const chunksAtOnce = 3;
/** An app has no more. */
const mostLinks = 10_000;
/** The user waits for it. */
const removalMs = 3000;

export class ReleaseClient {
  readonly #api: ApiConnection;

  constructor(options: ApiConnectionOptions) {
    this.#api = new ApiConnection(options);
  }

  /** Its address. */
  get server(): string {
    return this.#api.server;
  }

  async listApps(): Promise<readonly ServerApp[]> {
    return (await this.#api.ask('GET', '/apps', appsAnswer)).apps;
  }

  /** Of the user whose token it is, where no owner is named. */
  async createApp(input: { readonly name: string; readonly displayName: string; readonly os: string; readonly owner?: string }) {
    return await this.#api.ask('POST', '/apps', serverApp, input);
  }

  /**
   * Makes the app where there is none of this name, for the system of its first package. What its first release would be refused for is said
   * before, so that no app is left that was not wanted.
   */
  async ensureApp(
    { owner, app }: AppName,
    fileName: string,
    { groups = [], stores = [], notes = '' }: Partial<ReleaseInput> = {},
  ): Promise<void> {
    if (!packageKindOf(fileName))
      throw Failure.of('release-refused', { reason: phrase('the end of the file name is not one of a package') });
    const found = await this.#api.send('GET', appPath({ owner, app }));
    if (found.status !== 404) return void this.#api.read(found, serverApp);
    const missing = groups.find((group) => group !== defaultGroup);
    if (missing !== undefined) throw Failure.of('release-not-found', { what: phrase('Group'), name: missing });
    const known = stores.length === 0 ? [] : (await this.listStores()).map(({ name }) => name);
    const unknown = stores.find((store) => !known.includes(store));
    if (unknown !== undefined) throw Failure.of('release-not-found', { what: phrase('Store'), name: unknown });
    if (notes.length > longestNotes)
      throw Failure.of('release-refused', { reason: phrase('the release notes are longer than 5,000 characters') });
    await this.#api.ask('POST', '/apps', serverApp, { owner, name: app, os: systemOfPackage(fileName) });
  }

  /** Sends the package and makes a release of it. Fails before the first byte where a group is missing or the notes are too long. */
  async createRelease(name: AppName, input: ReleaseInput): Promise<ServerRelease> {
    const { fileName, file, shortVersion, version, groups, testers, stores, notes, isMandatory, notifiesTesters } = input;
    const { build, fields, sending } = input;
    const path = appPath(name);
    const wanted = { fileName, sizeBytes: file.size, shortVersion, version, groups, testers, stores, notes };
    const publish = { groups, testers, stores, notes, isMandatory, notifiesTesters, build, fields };
    return await this.#publish(path, await this.#sendPackage(path, wanted, file, sending), publish);
  }

  /** Gives a release this package in place of its own: notes, destinations and links stay. */
  async replacePackage(name: AppName, number: number, { fileName, file, build, sending }: PackageInput): Promise<ServerRelease> {
    const path = appPath(name);
    const wanted = { fileName, sizeBytes: file.size, replaces: number };
    return await this.#publish(path, await this.#sendPackage(path, wanted, file, sending), { build });
  }

  async #publish(path: string, uploadId: string, body: object): Promise<ServerRelease> {
    return await this.#api.ask('POST', `${path}/uploads/${uploadId}/publish`, releaseAnswer, body);
  }

  /** The identifier of the upload that has all of the file. */
  async #sendPackage(path: string, wanted: object, file: ByteSource, sending: SendingOptions = {}): Promise<string> {
    const { uploadId, onBegin, isRemovedWhenCancelled = false } = sending;
    const unfinished = uploadId === undefined ? undefined : await this.#unfinishedUpload(path, uploadId, file.size);
    const upload = unfinished ?? (await this.#api.ask('POST', `${path}/uploads`, uploadAnswer, wanted));
    await onBegin?.(upload.id);
    try {
      await this.#sendParts(path, upload, file, sending);
    } catch (error) {
      if (isRemovedWhenCancelled && isCancelled(error)) {
        // Where the server does not answer, it removes the upload by itself after a day.
        await this.#api.removeAfterStop(`${path}/uploads/${upload.id}`, removalMs);
      }
      throw error;
    }
    return upload.id;
  }

  async #sendParts(path: string, upload: ServerUpload, file: ByteSource, { onProgress }: SendingOptions): Promise<void> {
    let done = file.size - upload.missing.reduce((sum, number) => sum + lengthOf(number, upload.chunkBytes, file.size), 0);
    await runConcurrently(upload.missing, chunksAtOnce, async (number) => {
      throwIfCancelled(this.#api.signal);
      const length = lengthOf(number, upload.chunkBytes, file.size);
      const bytes = await file.read((number - 1) * upload.chunkBytes, length);
      await this.#api.ask('PUT', `${path}/uploads/${upload.id}/chunks/${number}`, undefined, bytes);
      done += length;
      onProgress?.(done);
    });
  }

  /** `undefined` when the server has thrown it away, or finished it. */
  async #unfinishedUpload(path: string, id: string, sizeBytes: number): Promise<ServerUpload | undefined> {
    const answer = await this.#api.send('GET', `${path}/uploads/${encodeURIComponent(id)}`);
    if (answer.status !== 200) return undefined;
    const upload = z.safeParse(uploadAnswer, parseJson(answer.body)).data;
    return upload?.state === 'started' && upload.sizeBytes === sizeBytes ? upload : undefined;
  }

  /** Newest first, up to `limit`; only those with lower numbers than `below`. */
  async listReleases(name: AppName, limit: number, below?: number): Promise<readonly ServerRelease[]> {
    const found: ServerRelease[] = [];
    while (found.length < limit) {
      const before = found.at(-1)?.id ?? below;
      const page = Math.min(100, limit - found.length);
      const query = `?limit=${page}${before === undefined ? '' : `&before=${before}`}`;
      const { releases } = await this.#api.ask('GET', `${appPath(name)}/releases${query}`, releasesAnswer);
      found.push(...releases);
      if (releases.length < page) break;
    }
    return found;
  }

  /** Accounts at stores that the server was started with. A server of an earlier version says that it has none. */
  async listStores() {
    const answer = await this.#api.send('GET', '/stores');
    return answer.status === 404 ? [] : z.parse(storesAnswer, this.#api.read(answer, storesAnswer)).stores;
  }

  async listSymbols(name: AppName, release: string) {
    return (await this.#api.ask('GET', `${appPath(name)}/releases/${encodeURIComponent(release)}/symbols`, symbolsListAnswer)).symbols;
  }

  /** A file of the same name is replaced. */
  async putSymbols(name: AppName, release: string, fileName: string, file: HttpBodyStream) {
    return await this.#api.ask('PUT', symbolsPath(name, release, fileName), symbolsAnswer, file);
  }

  /** Its bytes, while they come. Read them to their end, or stop the loop. */
  async openSymbols(name: AppName, release: string, fileName: string): Promise<AsyncIterable<Bytes>> {
    return await this.#api.open(symbolsPath(name, release, fileName));
  }

  async deleteSymbols(name: AppName, release: string, fileName: string): Promise<void> {
    await this.#api.ask('DELETE', symbolsPath(name, release, fileName), undefined);
  }

  /** By number, or `latest`. */
  async showRelease(name: AppName, release: string): Promise<ServerRelease> {
    return await this.#api.ask('GET', `${appPath(name)}/releases/${encodeURIComponent(release)}`, releaseAnswer);
  }

  async editRelease(name: AppName, number: number, changes: { readonly notes?: string; readonly isEnabled?: boolean }) {
    return await this.#api.ask('PATCH', releasePath(name, number), releaseAnswer, changes);
  }

  async deleteRelease(name: AppName, number: number): Promise<void> {
    await this.#api.ask('DELETE', releasePath(name, number), undefined);
  }

  async addDestinations(name: AppName, number: number, destinations: DestinationsInput) {
    return await this.#api.ask('POST', `${releasePath(name, number)}/destinations`, releaseAnswer, destinations);
  }

  /** By the identifier of the destination. */
  async removeDestination(name: AppName, number: number, destination: string): Promise<void> {
    await this.#api.ask('DELETE', `${releasePath(name, number)}/destinations/${encodeURIComponent(destination)}`, undefined);
  }

  async createLink(name: AppName, { password, expiresAt, ...link }: LinkInput) {
    const body = { ...link, password: password?.reveal(), expiresAt: expiresAt?.toISOString() };
    return await this.#api.ask('POST', `${appPath(name)}/links`, serverLink, body);
  }

  /** Newest first. */
  async listLinks(name: AppName): Promise<readonly ServerLink[]> {
    const found: ServerLink[] = [];
    let after: string | undefined;
    do {
      const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
      const { links, next } = await this.#api.ask('GET', `${appPath(name)}/links${query}`, linksAnswer);
      found.push(...links);
      after = next ?? undefined;
    } while (after !== undefined && found.length < mostLinks);
    return found;
  }

  async withdrawLink(name: AppName, id: string): Promise<void> {
    await this.#api.ask('DELETE', `${appPath(name)}/links/${encodeURIComponent(id)}`, undefined);
  }

  async listGroups(name: AppName) {
    return (await this.#api.ask('GET', `${appPath(name)}/groups`, groupsAnswer)).groups;
  }

  async createGroup(name: AppName, group: string, isPublic: boolean) {
    return await this.#api.ask('POST', `${appPath(name)}/groups`, serverGroup, { name: group, isPublic });
  }

  async deleteGroup(name: AppName, group: string): Promise<void> {
    await this.#api.ask('DELETE', groupPath(name, group), undefined);
  }

  async listTesters(name: AppName, group: string) {
    return (await this.#api.ask('GET', `${groupPath(name, group)}/testers`, testersAnswer)).testers;
  }

  async addTesters(name: AppName, group: string, emails: readonly string[]) {
    return await this.#api.ask('POST', `${groupPath(name, group)}/testers`, changedTesters, { emails });
  }

  async removeTesters(name: AppName, group: string, emails: readonly string[]) {
    return await this.#api.ask('DELETE', `${groupPath(name, group)}/testers`, changedTesters, { emails });
  }

  /** An address that signs a browser in to the portal, once and within a minute. */
  async openPortal(): Promise<string> {
    const answer = await this.#api.request('POST', '/portal/tickets', {});
    const { url } = z.parse(portalTicket, this.#api.read(answer, portalTicket));
    return url;
  }

  async trashRelease(name: AppName, number: number): Promise<void> {
    await this.#api.ask('POST', `${appPath(name)}/releases/delete`, releasesAnswer, { releases: [number] });
  }

  async restoreRelease(name: AppName, number: number): Promise<void> {
    await this.#api.ask('POST', `${appPath(name)}/releases/restore`, releasesAnswer, { releases: [number] });
  }

  async listDevices(name: AppName) {
    return (await this.#api.ask('GET', `${appPath(name)}/devices`, devicesAnswer)).devices;
  }

  /** Of all apps. */
  async listWaitingDevices() {
    return (await this.#api.ask('GET', '/waiting-devices', devicesAnswer)).devices;
  }

  async addDevice(
    name: AppName,
    device: { readonly udid: string; readonly name?: string | undefined; readonly email?: string | undefined },
  ) {
    return (await this.#api.ask('POST', `${appPath(name)}/devices`, devicesAnswer, device)).devices;
  }

  async removeDevice(name: AppName, udid: string): Promise<void> {
    await this.#api.ask('DELETE', `${appPath(name)}/devices/${encodeURIComponent(udid)}`, undefined);
  }

  async settleDevice(name: AppName, udid: string, state: 'done' | 'dismissed'): Promise<void> {
    await this.#api.ask('PATCH', `${appPath(name)}/devices/${encodeURIComponent(udid)}`, undefined, { state });
  }

  async listFeedback(name: AppName, release?: number) {
    const query = release === undefined ? '' : `?release=${release}`;
    return (await this.#api.ask('GET', `${appPath(name)}/feedback${query}`, feedbackAnswer)).feedback;
  }

  async resolveFeedback(name: AppName, id: string, isResolved: boolean): Promise<void> {
    await this.#api.ask('PATCH', `${appPath(name)}/feedback/${encodeURIComponent(id)}`, undefined, { isResolved });
  }

  async createWebhook(name: AppName, { url, secret, ...input }: WebhookInput) {
    const revealed = { ...input, url: url.reveal(), secret: secret?.reveal() };
    return await this.#api.ask('POST', `${appPath(name)}/webhooks`, serverWebhook, revealed);
  }

  async listWebhooks(name: AppName) {
    return (await this.#api.ask('GET', `${appPath(name)}/webhooks`, webhooksAnswer)).webhooks;
  }

  async deleteWebhook(name: AppName, id: string): Promise<void> {
    await this.#api.ask('DELETE', `${appPath(name)}/webhooks/${encodeURIComponent(id)}`, undefined);
  }

  async testWebhook(name: AppName, id: string): Promise<void> {
    await this.#api.ask('POST', `${appPath(name)}/webhooks/${encodeURIComponent(id)}/test`, undefined);
  }

  async showRetention(name: AppName) {
    return await this.#api.ask('GET', `${appPath(name)}/retention`, retentionAnswer);
  }

  async setRetention(name: AppName, changes: Partial<RetentionPolicy>) {
    return await this.#api.ask('PATCH', `${appPath(name)}/retention`, retentionAnswer, changes);
  }

  async previewRetention(name: AppName, changes: Partial<RetentionPolicy>) {
    return await this.#api.ask('POST', `${appPath(name)}/retention/preview`, retentionPlanAnswer, changes);
  }

  async applyRetention(name: AppName) {
    return await this.#api.ask('POST', `${appPath(name)}/retention/apply`, retentionPlanAnswer);
  }

  async createToken(input: { readonly description: string; readonly scope: string; readonly app?: string | undefined }) {
    return await this.#api.ask('POST', '/tokens', createdToken, input);
  }

  async listTokens(app?: string) {
    return (await this.#api.ask('GET', `/tokens${appQuery(app)}`, tokensAnswer)).tokens;
  }

  async deleteToken(id: string, app?: string): Promise<void> {
    await this.#api.ask('DELETE', `/tokens/${encodeURIComponent(id)}${appQuery(app)}`, undefined);
  }
}

function lengthOf(number: number, chunkBytes: number, sizeBytes: number): number {
  return Math.min(chunkBytes, sizeBytes - (number - 1) * chunkBytes);
}

function appPath({ owner, app }: AppName): string {
  return `/apps/${encodeURIComponent(owner)}/${encodeURIComponent(app)}`;
}

function releasePath(name: AppName, number: number): string {
  return `${appPath(name)}/releases/${number}`;
}

function symbolsPath(name: AppName, release: string, fileName: string): string {
  return `${appPath(name)}/releases/${encodeURIComponent(release)}/symbols/${encodeURIComponent(fileName)}`;
}

function groupPath(name: AppName, group: string): string {
  return `${appPath(name)}/groups/${encodeURIComponent(group)}`;
}

function appQuery(app: string | undefined): string {
  return app === undefined ? '' : `?app=${encodeURIComponent(app)}`;
}
