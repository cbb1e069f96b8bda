/**
 * Puts a package on AppGallery: Huawei's object storage (OBS) takes the upload in one piece, or its older file server where there is no storage; the
 * app points at the file, notes are written per language, and the version is submitted for review, for everyone or by phases. A killed upload begins again; what arrived is not sent again, and nothing is submitted twice.
 */

import { toHex } from '../../base/bytes.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { filePieces } from '../filePieces.ts';
import { numberField, objectField, objectsField, parseJsonObject, textField, type JsonObject } from '../jsonObject.ts';
import { PublishJournal, type PublishState } from '../publishJournal.ts';
import { type StoreApi, type StoreRequest } from '../storeApi.ts';
import { planned, type PublicationWorld, type StorePublication, type StorePublished } from '../storePublication.ts';
import { explained, StoreRefusal } from '../storeRefusal.ts';
import { formUpload } from './formUpload.ts';
import { appPage, percentText } from './galleryPhases.ts';
import {
  findGalleryApp,
  galleryFailure,
  galleryName,
  isAlreadySubmitted,
  isStillCompiling,
  openGallery,
  publishPath,
  readGalleryApp,
  tokenUrl,
  type GalleryAccount,
  type GalleryApp,
} from './galleryApi.ts';

export interface GalleryPublication extends StorePublication {
  readonly account: GalleryAccount;
  /** The version waits for someone to submit it in AppGallery Connect. */
  readonly isDraft: boolean;
  /** Only some people get the version until the phase ends. */
  readonly phase?: GalleryPhase | undefined;
}

export interface GalleryPhase {
  /** Above 0 and below 1. */
  readonly fraction: number;
  readonly days: number;
}

/** Packages of apps; pictures have other numbers. */
const packageFileType = 5;
/** `successStatus` of a package: 0 read, 1 being read, 2 failed. */
const unreadable = 2;
const lookEveryMs = 30_000;
/** Huawei takes minutes to read a bundle; after half an hour someone asks again. */
const mostLooks = 60;
const largestAnswer = 1024 * 1024;
const mostUploads = 4;

export async function publishToGallery(world: PublicationWorld, publication: GalleryPublication): Promise<StorePublished> {
  return await explained(
    async () => new GalleryPublisher(world, publication).run(),
    (refusal) => galleryFailure(refusal, publication.account, publication.facts.appIdentifier),
  );
}

class GalleryPublisher {
  readonly #world: PublicationWorld;
  readonly #publication: GalleryPublication;
  readonly #api: StoreApi;
  readonly #journal: PublishJournal;
  readonly #requests: StoreRequest[] = [];

  constructor(world: PublicationWorld, publication: GalleryPublication) {
    const { account, facts, sha256 } = publication;
    this.#world = world;
    this.#publication = publication;
    this.#api = openGallery(world, account, (request) => void this.#requests.push(request));
    this.#journal = new PublishJournal(world, facts.appIdentifier, ['appgallery', account.endpoint, account.clientId, sha256]);
  }

  async run(): Promise<StorePublished> {
    const { account, facts, isDraft, phase } = this.#publication;
    const left = await this.#journal.read();
    const appId = await findGalleryApp(this.#api, account, facts.appIdentifier);
    const app = await readGalleryApp(this.#api, appId);
    const outcome = { isContinued: left !== undefined, url: appPage(appId), requests: this.#requests };
    if (!left && app.state === 'in-review') throw Failure.of('gallery-in-review', { appIdentifier: facts.appIdentifier });
    if (!left) this.#requireHigher(app);
    if (phase && app.liveVersionCode === null) throw Failure.of('gallery-phase-first', { appIdentifier: facts.appIdentifier });
    const wasSubmitting = left?.step === 'committing';
    const file = wasSubmitting ? fileIn(left) : await this.#bringFile(appId, left?.uploadAddress);
    if (!wasSubmitting) await this.#writeNotes(appId, app);
    const isThere = wasSubmitting && isSubmitted(app, facts.versionCode);
    const state = isDraft ? 'uploaded' : isThere ? 'in-review' : await this.#submit(appId, file, wasSubmitting);
    if (state !== 'processing') await this.#journal.remove();
    return { state, ...outcome };
  }

  #requireHigher({ liveVersionCode }: GalleryApp): void {
    const versionCode = Number(this.#publication.facts.versionCode);
    if (liveVersionCode === null || versionCode > liveVersionCode) return;
    throw Failure.of('store-version-code-low', { store: galleryName, versionCode, highest: liveVersionCode, next: liveVersionCode + 1 });
  }

  /** `begun`: where an earlier process put the file. Huawei deletes it after a while when no app points at it. */
  async #bringFile(appId: string, begun: string | undefined): Promise<GalleryFile> {
    if (begun !== undefined)
      try {
        return await this.#useFile(appId, new Secret(begun));
      } catch (error) {
        if (!(error instanceof StoreRefusal && isFileGone(error))) throw error;
      }
    return await this.#useFile(appId, await this.#upload(appId));
  }

  /** Where the file is, in Huawei's words. */
  async #upload(appId: string): Promise<Secret> {
    await this.#journal.write({ step: 'open', editId: appId });
    for (let round = 1; round <= mostUploads; round++) {
      const storage = await this.#openStorage(appId);
      const place = storage ? await this.#sendObject(storage) : await this.#sendForm(appId);
      if (place !== undefined) {
        const address = new Secret(place);
        await this.#journal.write({ step: 'uploaded', editId: appId, uploadAddress: address.reveal() });
        return address;
      }
      await this.#world.wait(1000 * 2 ** round);
    }
    throw Failure.of('store-upload-stopped', { store: galleryName, sentBytes: 0 });
  }

  /** `undefined` where Huawei offers no place in its storage: then the file server takes the file, or says what is wrong. */
  async #openStorage(appId: string): Promise<JsonObject | undefined> {
    const { facts, source, sha256 } = this.#publication;
    const path = this.#pathOf('upload-url/for-obs', { appId, fileName: facts.fileName, contentLength: String(source.size), sha256 });
    try {
      return objectField(await this.#api.json({ method: 'GET', path }), 'urlInfo');
    } catch (error) {
      if (error instanceof StoreRefusal && !error.isPassing) return undefined;
      throw error;
    }
  }

  /** To an address that was signed for these bytes. `undefined` when it is no longer good, or the storage is busy. */
  async #sendObject(storage: JsonObject): Promise<string | undefined> {
    const { source, onProgress, signal } = this.#publication;
    const [url, objectId] = [textField(storage, 'url'), textField(storage, 'objectId')];
    if (url === undefined || objectId === undefined) throw this.#api.unexpected('urlInfo');
    const signed = Object.entries(objectField(storage, 'headers') ?? {}).flatMap(([name, value]) =>
      // The address and the length say these themselves.
      typeof value === 'string' && !/^(?:host|content-length)$/i.test(name) ? [[name.toLowerCase(), new Secret(value)] as const] : [],
    );
    this.#requests.push({ method: 'PUT', url: '•••' });
    try {
      const { status } = await this.#world.http.request({
        method: 'PUT',
        url,
        credentials: Object.fromEntries(signed),
        body: { sizeBytes: source.size, open: () => filePieces(source, 0, source.size) },
        onSent: (sentBytes) => onProgress?.(Math.min(1, sentBytes / source.size)),
        maxBytes: largestAnswer,
        redirect: 'manual',
        ...(signal && { signal }),
      });
      if (status >= 200 && status <= 299) return objectId;
      if (status === 403 || status === 408 || status === 429 || status >= 500) return undefined;
      throw new StoreRefusal(status, '', '');
    } catch (error) {
      if (isFailure(error, 'address-unreachable')) return undefined;
      throw error;
    }
  }

  async #sendForm(appId: string): Promise<string | undefined> {
    const server = await this.#api.json({
      method: 'GET',
      path: this.#pathOf('upload-url', { appId, suffix: this.#publication.facts.format }),
    });
    const [url, authCode] = [textField(server, 'uploadUrl'), textField(server, 'authCode')];
    if (url === undefined || authCode === undefined) throw this.#api.unexpected('upload-url');
    const answer = await this.#sendFile(url, authCode);
    return answer && this.#addressIn(answer);
  }

  /** Each operation about a version by phases says so. */
  #pathOf(operation: string, query: Readonly<Record<string, string>>): string {
    const search = new URLSearchParams({ ...query, ...(this.#publication.phase && { releaseType: '3' }) }).toString();
    return `${publishPath}/${operation}?${search}`;
  }

  /** `undefined` when the server was cut off or busy: a code is good for one upload, so it is asked for again. */
  async #sendFile(url: string, authCode: string): Promise<JsonObject | undefined> {
    const { facts, source, onProgress, signal } = this.#publication;
    throwIfCancelled(signal);
    const boundary = `----mobile-distribution-${toHex(this.#world.random.bytes(16))}`;
    const form = formUpload(source, facts.fileName, { authCode, fileCount: '1', parseType: '1' }, boundary);
    this.#requests.push({ method: 'POST', url: '•••' });
    try {
      const { status, body } = await this.#world.http.request({
        method: 'POST',
        url,
        headers: { 'content-type': form.contentType, accept: 'application/json' },
        body: form.body,
        onSent: (sentBytes) => onProgress?.(Math.min(1, sentBytes / form.body.sizeBytes)),
        maxBytes: largestAnswer,
        redirect: 'manual',
        ...(signal && { signal }),
      });
      if (status >= 200 && status <= 299) return parseJsonObject(body) ?? {};
      if (status === 408 || status === 429 || status >= 500) return undefined;
      throw new StoreRefusal(status, '', '');
    } catch (error) {
      if (isFailure(error, 'address-unreachable')) return undefined;
      throw error;
    }
  }

  #addressIn(answer: JsonObject): string {
    const result = objectField(answer, 'result');
    const code = result?.['resultCode'];
    if (code !== undefined && Number(code) !== 0)
      throw Failure.of('store-refused', { store: galleryName, reason: `resultCode ${JSON.stringify(code)}` });
    const [file] = objectsField(objectField(result, 'UploadFileRsp'), 'fileInfoList');
    // Huawei writes it so; both spellings occur.
    const address = textField(file, 'fileDestUlr') ?? textField(file, 'fileDestUrl');
    if (address === undefined) throw this.#api.unexpected('fileInfoList');
    return address;
  }

  async #useFile(appId: string, address: Secret): Promise<GalleryFile> {
    const files = [{ fileName: this.#publication.facts.fileName, fileDestUrl: address.reveal() }];
    const path = this.#pathOf('app-file-info', { appId });
    const { pkgVersion } = await this.#api.json({ method: 'PUT', path, body: { fileType: packageFileType, files } });
    const packageId: unknown = Array.isArray(pkgVersion) ? pkgVersion[0] : undefined;
    return { address, ...(typeof packageId === 'string' && { packageId }) };
  }

  /** Huawei answers alike for a package that it still reads and for one that it cannot read. Fails with `store-build-refused`. */
  async #requireReadable(appId: string, packageId: string, refusal: StoreRefusal): Promise<void> {
    const path = `${publishPath}/package/compile/status?${new URLSearchParams({ appId, pkgIds: packageId }).toString()}`;
    const states = objectsField(await this.#api.json({ method: 'GET', path }), 'pkgStateList');
    if (!states.some((state) => numberField(state, 'successStatus') === unreadable)) return;
    await this.#journal.remove();
    throw Failure.of('store-build-refused', { store: galleryName, reason: refusal.message }, { cause: refusal });
  }

  async #writeNotes(appId: string, { defaultLanguage }: GalleryApp): Promise<void> {
    for (const [language, newFeatures] of this.#publication.notes) {
      const path = this.#pathOf('app-language-info', { appId });
      const lang = language ?? defaultLanguage ?? 'en-US';
      await this.#api.json({ method: 'PUT', path, body: { lang, newFeatures } });
    }
  }

  /** `mayBeSubmitted`: an earlier request may have taken effect, and then this one is refused. */
  async #submit(appId: string, file: GalleryFile, mayBeSubmitted: boolean): Promise<'in-review' | 'processing'> {
    let isDoubtful = mayBeSubmitted;
    const path = this.#pathOf('app-submit', { appId });
    const { phase, facts } = this.#publication;
    const body = phase && phaseBody(phase, facts.version, this.#world.clock.now());
    const { address, packageId } = file;
    const details = packageId === undefined ? {} : { details: { packageId } };
    await this.#journal.write({ step: 'committing', editId: appId, uploadAddress: address.reveal(), ...details });
    for (let look = 1; look <= mostLooks; look++) {
      throwIfCancelled(this.#publication.signal);
      try {
        await this.#api.json({ method: 'POST', path, ...(body && { body }), isRepeatable: false });
        return 'in-review';
      } catch (error) {
        const isRefused = error instanceof StoreRefusal;
        if (isDoubtful && isRefused && isAlreadySubmitted(error)) return 'in-review';
        const isLost = isFailure(error, 'address-unreachable') || (isRefused && error.isPassing);
        if (!isLost && !(isRefused && isStillCompiling(error))) {
          // What was wrong may be in the notes: the next run writes them again.
          if (isRefused && !isDoubtful) await this.#journal.write({ step: 'uploaded', editId: appId, uploadAddress: address.reveal() });
          throw error;
        }
        if (!isLost && isRefused && packageId !== undefined) await this.#requireReadable(appId, packageId, error);
        isDoubtful ||= isLost;
      }
      await this.#world.wait(lookEveryMs);
    }
    return 'processing';
  }
}

/** A package at Huawei. */
interface GalleryFile {
  readonly address: Secret;
  readonly packageId?: string;
}

function fileIn({ uploadAddress = '', details }: PublishState): GalleryFile {
  const packageId = details?.['packageId'];
  return { address: new Secret(uploadAddress), ...(packageId !== undefined && { packageId }) };
}

/** "Invalid input parameter", which it says of an empty address, and "failed to obtain file information". */
function isFileGone({ code }: StoreRefusal): boolean {
  return code === '204144641' || code === '204144699';
}

function isSubmitted({ state, versionCode }: GalleryApp, wanted: string): boolean {
  return (state === 'in-review' || state === 'releasing') && versionCode === Number(wanted);
}

/** Times as Huawei writes them; the share has two digits behind the point. */
function phaseBody({ fraction, days }: GalleryPhase, version: string, now: Date): JsonObject {
  const time = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, '+0000');
  return {
    phasedReleaseStartTime: time(now),
    phasedReleaseEndTime: time(new Date(now.getTime() + days * 86_400_000)),
    phasedReleasePercent: percentText(fraction),
    phasedReleaseDescription: version,
  };
}

export function plannedForGallery({
  account,
  facts,
  notes,
  isDraft,
  phase,
}: Pick<GalleryPublication, 'account' | 'facts' | 'notes' | 'isDraft' | 'phase'>): readonly StoreRequest[] {
  const query = new URLSearchParams({ packageName: facts.appIdentifier }).toString();
  const ofApp = 'appId={appId}';
  const ofVersion = phase ? `${ofApp}&releaseType=3` : ofApp;
  return planned(account.endpoint, [
    `POST ${tokenUrl(account)}`,
    `GET ${publishPath}/appid-list?${query}`,
    `GET ${publishPath}/app-info?${ofApp}`,
    `GET ${publishPath}/upload-url/for-obs?${ofVersion}&${new URLSearchParams({ fileName: facts.fileName }).toString()}`,
    'PUT {url}',
    `PUT ${publishPath}/app-file-info?${ofVersion}`,
    ...[...notes].map(() => `PUT ${publishPath}/app-language-info?${ofVersion}`),
    ...(isDraft ? [] : [`POST ${publishPath}/app-submit?${ofVersion}`]),
  ]);
}
