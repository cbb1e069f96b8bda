/**
 * Puts a package on a track of Google Play: an edit, the upload, the release on the track, and the commit that makes all of it take effect.
 * Each step is in the journal before the next one begins, so that a killed publication goes on, and an edit is never committed twice: before
 * a commit of which no one knows whether it took effect is repeated, Google Play is asked.
 */

import { type ByteSource } from '../../base/byteSource.ts';
import { isCancelled } from '../../base/cancellation.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { type HttpClient, type HttpResponse } from '../../ports/httpClient.ts';
import { parseJsonObject, objectField, textField, type JsonObject } from '../jsonObject.ts';
import { PublishJournal, type JournalWorld, type PublishState } from '../publishJournal.ts';
import { commitEdit, deleteEditQuietly, isUncertain, LostCommit, openPlay } from './inEdit.ts';
import { collections, contentTypes, folderOf, packageUpload, type PlayApi, type SentRequest } from './playApi.ts';
import { PlayRefusal, refusalFailure } from './playRefusal.ts';
import { addressOf, stateOf, trackContent, versionCodesOf, type PlayRelease, type PublishedState } from './playRelease.ts';
import { sendResumable } from './resumableUpload.ts';
import { type GoogleAccount } from '../google/googleAccount.ts';
import { type TokenFiles } from '../google/externalAccount.ts';
import { symbolsUpload, uploadFile, type PlaySymbols } from './uploadFile.ts';

export interface PlayWorld extends JournalWorld {
  readonly http: HttpClient;
  readonly tokenFiles?: TokenFiles;
}

export interface PlayPublication {
  readonly account: GoogleAccount;
  readonly endpoint: string;
  readonly tokenUrl: string;
  readonly release: PlayRelease;
  readonly source: ByteSource;
  /** Of the package, lower-case hexadecimal. */
  readonly sha256: string;
  /** What makes stack traces readable in the Play Console. */
  readonly symbols: readonly PlaySymbols[];
  /** How much of the package was sent, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface PlayPublished {
  readonly versionCode: number;
  readonly state: PublishedState;
  /** `false`: someone must send the changes for review in the Play Console. */
  readonly isSentForReview: boolean;
  /** Whether an earlier process had begun it. */
  readonly isContinued: boolean;
  readonly url: string;
  readonly requests: readonly SentRequest[];
}

/** Another edit is opened so often when one is lost, and another upload when Google forgot it. */
const mostRounds = 3;
const store = 'Google Play';
/** In the journal: someone must send the changes for review. */
const byHand = 'by-hand';

export async function publishToPlay(world: PlayWorld, publication: PlayPublication): Promise<PlayPublished> {
  return await new PlayPublisher(world, publication).run();
}

interface Uploading {
  readonly editId: string;
  readonly address: Secret;
  readonly isBegun: boolean;
}

class PlayPublisher {
  readonly #world: PlayWorld;
  readonly #publication: PlayPublication;
  readonly #api: PlayApi;
  readonly #journal: PublishJournal;
  readonly #requests: SentRequest[] = [];
  #isContinued = false;

  constructor(world: PlayWorld, publication: PlayPublication) {
    const { account, endpoint, tokenUrl, release, sha256, symbols, signal } = publication;
    this.#world = world;
    this.#publication = publication;
    const app = { account, endpoint, tokenUrl, packageName: release.packageName, signal };
    this.#api = openPlay(world, app, (request) => void this.#requests.push(request)).api;
    const wish = [wishOf(release), ...symbols.map(({ kind, sha256: digest }) => `${kind} ${digest}`)];
    this.#journal = new PublishJournal(world, release.packageName, ['google-play', endpoint, account.clientEmail, sha256, ...wish]);
  }

  async run(): Promise<PlayPublished> {
    for (let round = 1; ; round++) {
      try {
        return await this.#publish();
      } catch (error) {
        if (!(error instanceof PlayRefusal)) throw error;
        const isPassing = error.status === 408 || error.status === 429 || error.status >= 500;
        // What passes is tried again by the one who started this; everything else begins again.
        if (!isPassing) await this.#journal.remove();
        if (error.isEditLost && round < mostRounds) continue;
        const { account, release } = this.#publication;
        const { packageName: appIdentifier, versionCode } = release;
        throw refusalFailure(error, { account: account.clientEmail, appIdentifier, versionCode });
      }
    }
  }

  async #publish(): Promise<PlayPublished> {
    const left = await this.#journal.read();
    this.#isContinued ||= left !== undefined;
    if (left?.step === 'committing' && !(await this.#api.hasEdit(left.editId))) {
      if (await this.#isOnTrack()) return await this.#done(left.details?.['review'] !== byHand);
      await this.#journal.remove();
      return await this.#fromEdit(await this.#begin());
    }
    if (left && (await this.#api.hasEdit(left.editId))) return await this.#fromEdit(left);
    return await this.#fromEdit(await this.#begin());
  }

  /** A new edit, after a look at what is on the tracks: what cannot be published is said before the first byte is sent. */
  async #begin(): Promise<PublishState> {
    const editId = await this.#api.insertEdit();
    const state: PublishState = { step: 'open', editId };
    await this.#journal.write(state);
    try {
      this.#requirePublishable(await this.#api.tracks(editId), await this.#api.uploadedCodes(editId));
    } catch (error) {
      await this.#abandon(editId, error);
      throw error;
    }
    return state;
  }

  #requirePublishable(tracks: readonly JsonObject[], uploaded: readonly number[]): void {
    const { release } = this.#publication;
    const names = tracks.flatMap((track) => textField(track, 'track') ?? []);
    if (names.length > 0 && !names.includes(release.track))
      throw Failure.of('store-track-unknown', { store, track: release.track, known: names.toSorted().join(', ') });
    const codes = tracks.flatMap(versionCodesOf);
    const highest = Math.max(0, ...codes);
    if (release.versionCode <= highest)
      throw Failure.of('store-version-code-low', { store, versionCode: release.versionCode, highest, next: highest + 1 });
    // On no track, perhaps after someone threw a draft away: Google takes each code once.
    if (uploaded.includes(release.versionCode))
      throw Failure.of('store-version-code-used', { store, versionCode: release.versionCode, next: Math.max(highest, ...uploaded) + 1 });
    if (codes.length === 0 && release.format === 'apk') throw Failure.of('store-bundle-required', { store });
  }

  async #fromEdit(state: PublishState): Promise<PlayPublished> {
    const { editId } = state;
    try {
      if (state.step === 'open') await this.#upload(state);
      await this.#uploadSymbols(editId);
      await this.#release(editId);
      await this.#api.validate(editId);
    } catch (error) {
      await this.#abandon(editId, error);
      throw error;
    }
    return await this.#done(await this.#commit(editId));
  }

  async #upload({ editId, uploadAddress }: PublishState): Promise<void> {
    const { release, source } = this.#publication;
    let begun = uploadAddress === undefined ? undefined : { editId, address: new Secret(uploadAddress), isBegun: true };
    for (let round = 1; round <= mostRounds; round++) {
      if (!begun) {
        const address = await this.#api.startUpload(packageUpload(release.packageName, editId, release.format), source.size);
        await this.#journal.write({ step: 'open', editId, uploadAddress: address.reveal() });
        begun = { editId, address, isBegun: false };
      }
      const answer = await this.#send(begun);
      if (answer !== 'gone') {
        this.#requireSame(answer);
        await this.#journal.write({ step: 'uploaded', editId });
        return;
      }
      begun = undefined;
    }
    throw Failure.of('store-upload-stopped', { store, sentBytes: 0 });
  }

  async #send({ address, isBegun }: Uploading): Promise<HttpResponse | 'gone'> {
    const { release, source, endpoint, onProgress, signal } = this.#publication;
    const url = `${endpoint}/upload${folderOf(release.packageName)}/…/${collections[release.format]}?upload_id=•••`;
    return await sendResumable({
      http: this.#world.http,
      address,
      source,
      contentType: contentTypes[release.format],
      isBegun,
      onSent: (sentBytes) => onProgress?.(source.size === 0 ? 1 : sentBytes / source.size),
      onRequest: () => void this.#requests.push({ method: 'PUT', url }),
      signal,
    });
  }

  /** Whether Google has the very bytes, and reads the same version code in them. */
  #requireSame({ body }: HttpResponse): void {
    const { release, sha256 } = this.#publication;
    const answer = parseJsonObject(body);
    const theirs = textField(answer, 'sha256') ?? textField(objectField(answer, 'binary'), 'sha256');
    if (theirs !== undefined && theirs.toLowerCase() !== sha256) throw Failure.of('store-upload-damaged', { store });
    const code = answer?.['versionCode'];
    if (code !== release.versionCode) throw Failure.of('store-answer-unexpected', { store, what: `versionCode ${String(code)}` });
  }

  /** Small beside the package: after a kill they are sent again. */
  async #uploadSymbols(editId: string): Promise<void> {
    const { release, symbols, endpoint, signal } = this.#publication;
    const { packageName, versionCode } = release;
    for (const { kind, source } of symbols) {
      const upload = symbolsUpload(packageName, editId, versionCode, kind);
      const onPart = (): void => void this.#requests.push({ method: 'PUT', url: `${endpoint}/upload${upload.path}?upload_id=•••` });
      await uploadFile({ http: this.#world.http, api: this.#api, upload, source, onPart, signal });
    }
  }

  async #release(editId: string): Promise<void> {
    const { release } = this.#publication;
    const current = (await this.#api.tracks(editId)).find((each) => textField(each, 'track') === release.track);
    const language = release.notes.has(undefined) ? await this.#api.defaultLanguage(editId) : undefined;
    await this.#api.updateTrack(editId, release.track, trackContent(release, current, language ?? 'en-US'));
  }

  /** Whether the changes are sent for review by themselves. */
  async #commit(editId: string): Promise<boolean> {
    await this.#journal.write({ step: 'committing', editId });
    try {
      return await commitEdit(this.#api, editId, async () => {
        await this.#journal.write({ step: 'committing', editId, details: { review: byHand } });
      });
    } catch (error) {
      if (!(error instanceof LostCommit)) throw error;
      if (await this.#isOnTrack()) return error.isSentForReview;
      throw error.cause;
    }
  }

  /** Whether the release took effect. Looking needs its own edit, which is given up. */
  async #isOnTrack(): Promise<boolean> {
    const { release } = this.#publication;
    const editId = await this.#api.insertEdit();
    const tracks = await this.#api.tracks(editId);
    await deleteEditQuietly(this.#api, editId);
    return tracks.some((track) => textField(track, 'track') === release.track && versionCodesOf(track).includes(release.versionCode));
  }

  async #done(isSentForReview: boolean): Promise<PlayPublished> {
    await this.#journal.remove();
    const { release } = this.#publication;
    return {
      versionCode: release.versionCode,
      state: stateOf(release),
      isSentForReview,
      isContinued: this.#isContinued,
      url: addressOf(release),
      requests: this.#requests,
    };
  }

  /** After what no repetition changes: nothing half-done stays at Google. What a network or Ctrl+C ended goes on later. */
  async #abandon(editId: string, error: unknown): Promise<void> {
    if (isCancelled(error) || isUncertain(error) || isFailure(error, 'store-upload-stopped') || isFailure(error, 'store-busy')) return;
    if (!(error instanceof PlayRefusal || isFailure(error))) return;
    if (!(error instanceof PlayRefusal && error.isEditLost)) await deleteEditQuietly(this.#api, editId);
    await this.#journal.remove();
  }
}

/** A release with other notes or on another track is another publication. */
function wishOf(release: PlayRelease): string {
  return JSON.stringify({ ...release, notes: [...release.notes].map(([language, text]) => [language ?? '', text]) });
}
