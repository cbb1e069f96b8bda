/**
 * Puts a package on Microsoft Intune as a line-of-business app: the app is found or created, gets a new content version with the encrypted file,
 * the file is committed, and the app points at it. Every step is in the journal before the next one begins, with the keys of the file, so that a
 * killed publication goes on where it was.
 */

import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { textField, type JsonObject } from '../jsonObject.ts';
import { PublishJournal, type PublishState } from '../publishJournal.ts';
import { type StoreApi, type StoreRequest } from '../storeApi.ts';
import { type PublicationWorld, type StorePublication, type StorePublished } from '../storePublication.ts';
import { explained, StoreRefusal } from '../storeRefusal.ts';
import { assignTo, type IntuneAssignment } from './assignApp.ts';
import { blockCount, sendBlocks } from './azureBlocks.ts';
import { encryptedSize, newPackageKeys, type PackageKeys, type PackageSeal } from './encryptPackage.ts';
import { appPage, appsPath, intuneFailure, intuneName, listLobApps, openIntune, type IntuneAccount } from './intuneApi.ts';
import { fileManifest, lobTypeOf, newApp, versionAttributes, type IntuneTexts } from './lobApp.ts';

export interface IntunePublication extends StorePublication {
  readonly account: IntuneAccount;
  /** For an app that is not there yet. */
  readonly texts: IntuneTexts | undefined;
  readonly assignments: readonly IntuneAssignment[];
}

const lookEveryMs = 5000;
const mostLooks = 120;
/** So many blocks are sent again at most after a kill. */
const blocksPerNote = 4;
const mostVersions = 4;

export async function publishToIntune(world: PublicationWorld, publication: IntunePublication): Promise<StorePublished> {
  return await explained(
    async () => new IntunePublisher(world, publication).run(),
    (refusal) => intuneFailure(refusal, publication.account),
  );
}

/** A file that is being sent, as the journal has it. */
interface BegunFile {
  readonly appId: string;
  readonly version: string;
  readonly fileId: string;
  readonly keys: PackageKeys;
  readonly sentBlocks: number;
  /** Known once all of it was sent. */
  readonly seal?: PackageSeal;
  /** Intune has been asked to look at it. */
  readonly isCommitting?: boolean;
}

class IntunePublisher {
  readonly #world: PublicationWorld;
  readonly #publication: IntunePublication;
  readonly #api: StoreApi;
  readonly #journal: PublishJournal;
  readonly #requests: StoreRequest[] = [];

  constructor(world: PublicationWorld, publication: IntunePublication) {
    const { account, facts, sha256 } = publication;
    this.#world = world;
    this.#publication = publication;
    this.#api = openIntune(world, account, (request) => void this.#requests.push(request)).api;
    const wish = ['intune', account.endpoint, account.tenant, account.clientId, facts.appIdentifier, sha256] as const;
    this.#journal = new PublishJournal(world, facts.appIdentifier, wish);
  }

  async run(): Promise<StorePublished> {
    const left = await this.#journal.read();
    const begun = left && (await this.#begunFile(left));
    const isContinued = begun !== undefined;
    const file = begun ?? (await this.#begin(await this.#findOrCreate()));
    if (!file.isCommitting) await this.#commit(file, file.seal ?? (await this.#send(file)));
    const isCommitted = await this.#awaitFile(file, 'commitFile');
    const outcome = { isContinued, url: appPage(file.appId), requests: this.#requests };
    if (!isCommitted) return { state: 'processing', ...outcome };
    await this.#pointAt(file);
    if (!(await this.#isPublished(file.appId))) return { state: 'processing', ...outcome };
    await assignTo(this.#api, file.appId, this.#publication.assignments);
    await this.#journal.remove();
    return { state: this.#publication.assignments.length > 0 ? 'published' : 'uploaded', ...outcome };
  }

  /** Fails with `store-version-code-low`, or with `intune-publisher-missing` for an app that is not there. */
  async #findOrCreate(): Promise<string> {
    const { facts, texts } = this.#publication;
    const type = lobTypeOf(facts);
    const own = type === 'iosLobApp' ? 'bundleId' : 'packageId';
    const found = (await listLobApps(this.#api, type)).find((app) => textField(app, own) === facts.appIdentifier);
    const id = textField(found, 'id');
    if (found && id !== undefined) {
      this.#requireHigher(found);
      return id;
    }
    if (!texts) throw Failure.of('intune-publisher-missing', { appIdentifier: facts.appIdentifier });
    // Sent once: a second app would not be recognized as the same one. After a lost answer the next run finds it.
    const app = await this.#api.json({ method: 'POST', path: appsPath, body: newApp(facts, texts), isRepeatable: false });
    const created = textField(app, 'id');
    if (created === undefined) throw this.#api.unexpected('mobileApps');
    return created;
  }

  /** An app whose upload was never finished has a version, too, but no content. */
  #requireHigher(app: JsonObject): void {
    if (textField(app, 'committedContentVersion') === undefined) return;
    const { facts } = this.#publication;
    const highest = Number(textField(app, facts.format === 'ipa' ? 'buildNumber' : 'versionCode') ?? '');
    const versionCode = Number(facts.versionCode);
    const isSameVersion = facts.format !== 'ipa' || textField(app, 'versionNumber') === facts.version;
    if (!isSameVersion || !Number.isInteger(highest) || !Number.isInteger(versionCode) || versionCode > highest) return;
    throw Failure.of('store-version-code-low', { store: intuneName, versionCode, highest, next: highest + 1 });
  }

  async #begin(appId: string): Promise<BegunFile> {
    const { facts, source } = this.#publication;
    const versions = `${this.#typedPath(appId)}/contentVersions`;
    const body = {
      '@odata.type': '#microsoft.graph.mobileAppContentFile',
      name: facts.fileName,
      size: source.size,
      sizeEncrypted: encryptedSize(source.size),
      manifest: fileManifest(facts),
      isDependency: false,
    };
    const { version, fileId } = await this.#createFile(versions, body);
    const file = { appId, version, fileId, keys: newPackageKeys(this.#world.random), sentBlocks: 0 };
    await this.#note(file, 'open');
    return file;
  }

  /** A lost answer leaves a file that is never sent, and keeps its version from use: another version gets another file. */
  async #createFile(versions: string, body: JsonObject): Promise<{ readonly version: string; readonly fileId: string }> {
    for (let round = 1; ; round++) {
      const version = textField(await this.#api.json({ method: 'POST', path: versions, body: {} }), 'id');
      if (version === undefined) throw this.#api.unexpected('contentVersions');
      try {
        const path = `${versions}/${encodeURIComponent(version)}/files`;
        const fileId = textField(await this.#api.json({ method: 'POST', path, body, isRepeatable: false }), 'id');
        if (fileId === undefined) throw this.#api.unexpected('files');
        return { version, fileId };
      } catch (error) {
        const isLost = isFailure(error, 'address-unreachable') || (error instanceof StoreRefusal && error.isPassing);
        if (!isLost || round === mostVersions) throw error;
        await this.#world.wait(1000 * 2 ** round);
      }
    }
  }

  /** What a killed process began; `undefined` when Intune no longer has it, or it cannot be used any more. */
  async #begunFile(left: PublishState): Promise<BegunFile | undefined> {
    const { version, fileId, encryptionKey, macKey, initializationVector, sentBlocks, mac, fileDigest } = left.details ?? {};
    if (!version || !fileId || !encryptionKey || !macKey || !initializationVector) return undefined;
    const keys = {
      encryptionKey: fromBase64(encryptionKey),
      macKey: fromBase64(macKey),
      initializationVector: fromBase64(initializationVector),
    };
    const seal = mac && fileDigest ? { mac: fromBase64(mac), fileDigest: fromBase64(fileDigest) } : undefined;
    const file: BegunFile = { appId: left.editId, version, fileId, keys, sentBlocks: Number(sentBlocks) || 0, ...(seal && { seal }) };
    try {
      const state = await this.#uploadState(file);
      return /Failed$|TimedOut$|^error$/.test(state) ? undefined : { ...file, isCommitting: state.startsWith('commitFile') };
    } catch (error) {
      if (error instanceof StoreRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  async #uploadState(file: BegunFile): Promise<string> {
    return textField(await this.#api.json({ method: 'GET', path: this.#filePath(file) }), 'uploadState') ?? '';
  }

  async #note(file: BegunFile, step: PublishState['step']): Promise<void> {
    const { encryptionKey, macKey, initializationVector } = file.keys;
    const details = {
      version: file.version,
      fileId: file.fileId,
      sentBlocks: String(file.sentBlocks),
      encryptionKey: toBase64(encryptionKey),
      macKey: toBase64(macKey),
      initializationVector: toBase64(initializationVector),
      ...(file.seal && { mac: toBase64(file.seal.mac), fileDigest: toBase64(file.seal.fileDigest) }),
    };
    await this.#journal.write({ step, editId: file.appId, details });
  }

  async #send(file: BegunFile): Promise<PackageSeal> {
    const { source, onProgress, signal } = this.#publication;
    const total = blockCount(encryptedSize(source.size));
    return await sendBlocks({
      http: this.#world.http,
      source,
      keys: file.keys,
      sentBlocks: file.sentBlocks,
      address: async (isRenewed) => await this.#storageAddress(file, isRenewed),
      onBlock: async (sentBlocks) => {
        onProgress?.(Math.min(1, sentBlocks / total));
        if (sentBlocks % blocksPerNote === 0) await this.#note({ ...file, sentBlocks }, 'open');
      },
      onRequest: () => void this.#requests.push({ method: 'PUT', url: '•••' }),
      signal,
    });
  }

  async #storageAddress(file: BegunFile, isRenewed: boolean): Promise<Secret> {
    const kind = isRenewed ? 'azureStorageUriRenewal' : 'azureStorageUriRequest';
    if (isRenewed) await this.#api.json({ method: 'POST', path: `${this.#filePath(file)}/renewUpload`, body: {} });
    const found = await this.#awaitFile(file, kind);
    const address = textField(found, 'azureStorageUri');
    if (address === undefined) throw Failure.of('store-upload-stopped', { store: intuneName, sentBytes: 0 });
    return new Secret(address);
  }

  async #commit(file: BegunFile, seal: PackageSeal): Promise<void> {
    await this.#note({ ...file, seal }, 'committing');
    const { mac, fileDigest } = seal;
    const { encryptionKey, macKey, initializationVector } = file.keys;
    const fileEncryptionInfo = {
      encryptionKey: toBase64(encryptionKey),
      macKey: toBase64(macKey),
      initializationVector: toBase64(initializationVector),
      mac: toBase64(mac),
      profileIdentifier: 'ProfileVersion1',
      fileDigest: toBase64(fileDigest),
      fileDigestAlgorithm: 'SHA256',
    };
    try {
      await this.#api.json({ method: 'POST', path: `${this.#filePath(file)}/commit`, body: { fileEncryptionInfo } });
    } catch (error) {
      // The answer to a first request may have been lost, and a second one is refused.
      if (!(error instanceof StoreRefusal) || error.isPassing || !(await this.#uploadState(file)).startsWith('commitFile')) throw error;
    }
  }

  /** The file when Intune has done it; `undefined` when it takes longer than anyone waits. */
  async #awaitFile(
    file: BegunFile,
    what: 'azureStorageUriRequest' | 'azureStorageUriRenewal' | 'commitFile',
  ): Promise<JsonObject | undefined> {
    for (let look = 1; look <= mostLooks; look++) {
      throwIfCancelled(this.#publication.signal);
      const answer = await this.#api.json({ method: 'GET', path: this.#filePath(file) });
      const state = textField(answer, 'uploadState') ?? '';
      if (state === `${what}Success`) return answer;
      // An address that was asked for earlier is as good.
      if (what === 'azureStorageUriRequest' && state === 'azureStorageUriRenewalSuccess') return answer;
      if (state === `${what}Failed` || state === `${what}TimedOut` || state === 'error') {
        await this.#journal.remove();
        throw Failure.of('intune-file-refused', { state });
      }
      await this.#world.wait(lookEveryMs);
    }
    return undefined;
  }

  async #pointAt({ appId, version }: BegunFile): Promise<void> {
    const body = { ...versionAttributes(this.#publication.facts), committedContentVersion: version };
    await this.#api.json({ method: 'PATCH', path: `${appsPath}/${encodeURIComponent(appId)}`, body });
  }

  async #isPublished(appId: string): Promise<boolean> {
    for (let look = 1; look <= mostLooks; look++) {
      throwIfCancelled(this.#publication.signal);
      const app = await this.#api.json({ method: 'GET', path: `${appsPath}/${encodeURIComponent(appId)}` });
      if (textField(app, 'publishingState') === 'published') return true;
      await this.#world.wait(lookEveryMs);
    }
    return false;
  }

  #typedPath(appId: string): string {
    return `${appsPath}/${encodeURIComponent(appId)}/microsoft.graph.${lobTypeOf(this.#publication.facts)}`;
  }

  #filePath({ appId, version, fileId }: BegunFile): string {
    return `${this.#typedPath(appId)}/contentVersions/${encodeURIComponent(version)}/files/${encodeURIComponent(fileId)}`;
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
