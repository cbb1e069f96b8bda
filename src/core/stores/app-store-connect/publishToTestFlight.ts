/**
 * Uploads a package to App Store Connect without a Mac, waits until Apple has processed it, and gives it to groups of TestFlight. Each step
 * looks first at what is there already, so that a killed publication goes on and nothing is done twice.
 */

import { type ByteSource } from '../../base/byteSource.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { shownText } from '../../base/shownText.ts';
import { type HttpClient, type HttpMethod } from '../../ports/httpClient.ts';
import { objectField, objectsField, textField } from '../jsonObject.ts';
import { PublishJournal, type JournalWorld, type PublishState } from '../publishJournal.ts';
import { getsEveryBuild } from './betaTesting.ts';
import { findConnectApp } from './connectAccess.ts';
import { ConnectApi, relatedId, type Resource } from './connectApi.ts';
import { ConnectTokens, type ConnectKey } from './connectKey.ts';
import { connectFailure, connectName, ConnectRefusal, unlessThere } from './connectRefusal.ts';
import { answerEncryption, type EncryptionAnswer, requireAnswer } from './exportCompliance.ts';
import { readParts, sendParts } from './uploadParts.ts';
import { writeWhatToTest } from './whatsNew.ts';

export interface TestFlightWorld extends JournalWorld {
  readonly http: HttpClient;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export interface TestFlightRelease {
  readonly appIdentifier: string;
  /** `CFBundleShortVersionString` and `CFBundleVersion`. */
  readonly version: string;
  readonly build: string;
  readonly fileName: string;
  /** By name. */
  readonly groups: readonly string[];
  /** What to test, by language; `undefined` stands for the main language of the app. */
  readonly notes: ReadonlyMap<string | undefined, string>;
  /** Given when the package itself says nothing about encryption. */
  readonly encryption?: EncryptionAnswer | undefined;
}

export interface TestFlightPublication {
  readonly key: ConnectKey;
  readonly endpoint: string;
  readonly release: TestFlightRelease;
  readonly source: ByteSource;
  /** Of the package, lower-case hexadecimal. */
  readonly sha256: string;
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** `processing`: Apple was not ready yet. `in-review`: people outside of the team get it when Apple has looked at it. */
export type TestFlightState = 'processing' | 'missing-compliance' | 'uploaded' | 'in-review' | 'in-testing';

export interface TestFlightPublished {
  readonly state: TestFlightState;
  readonly isContinued: boolean;
  readonly url: string;
  readonly requests: readonly { readonly method: HttpMethod; readonly url: string }[];
  readonly issues: readonly Issue[];
}

/** Apple takes minutes; after half an hour someone asks again. */
const lookEveryMs = 10_000;
const mostLooks = 180;
const mostRounds = 3;

export async function publishToTestFlight(world: TestFlightWorld, publication: TestFlightPublication): Promise<TestFlightPublished> {
  try {
    return await new TestFlightPublisher(world, publication).run();
  } catch (error) {
    if (!(error instanceof ConnectRefusal)) throw error;
    const { key, release } = publication;
    throw connectFailure(error, { keyId: key.keyId, appIdentifier: release.appIdentifier });
  }
}

interface BegunUpload {
  readonly uploadId: string;
  readonly file?: Resource;
}

class TestFlightPublisher {
  readonly #world: TestFlightWorld;
  readonly #publication: TestFlightPublication;
  readonly #api: ConnectApi;
  readonly #journal: PublishJournal;
  readonly #requests: { readonly method: HttpMethod; readonly url: string }[] = [];
  readonly #issues: Issue[] = [];
  #isContinued = false;

  constructor(world: TestFlightWorld, publication: TestFlightPublication) {
    const { key, endpoint, release, sha256, signal } = publication;
    this.#world = world;
    this.#publication = publication;
    const tokens = new ConnectTokens(key, world.clock);
    this.#api = new ConnectApi({ http: world.http, tokens, endpoint, onRequest: (each) => void this.#requests.push(each), signal });
    this.#journal = new PublishJournal(world, release.appIdentifier, [
      'app-store-connect',
      endpoint,
      key.keyId,
      release.appIdentifier,
      sha256,
    ]);
  }

  async run(): Promise<TestFlightPublished> {
    const app = await findConnectApp(this.#api, this.#publication.release.appIdentifier);
    // Before the first byte: an unknown group would be found only when everything is uploaded.
    const groups = await this.#findGroups(app.id);
    const { encryption } = this.#publication.release;
    if (encryption !== undefined) await requireAnswer(this.#api, app.id, encryption);
    const uploadId = await this.#uploaded(app.id);
    const build = await this.#processed(uploadId);
    if (build === undefined) return this.#outcome('processing', app.id);
    await writeWhatToTest(this.#api, app, build.id, this.#publication.release.notes);
    if (encryption !== undefined) await this.#answer(build, encryption);
    const state = await this.#distribute(build, groups);
    if (state !== 'processing') await this.#journal.remove();
    return this.#outcome(state, app.id);
  }

  #outcome(state: TestFlightState, appId: string): TestFlightPublished {
    const url = `https://appstoreconnect.apple.com/apps/${encodeURIComponent(appId)}/testflight/ios`;
    return { state, isContinued: this.#isContinued, url, requests: this.#requests, issues: this.#issues };
  }

  async #findGroups(appId: string): Promise<readonly Resource[]> {
    const { groups } = this.#publication.release;
    if (groups.length === 0) return [];
    const known = await this.#api.list('/v1/betaGroups', { 'filter[app]': appId });
    return groups.map((name) => {
      const group = known.find(({ attributes }) => textField(attributes, 'name') === name);
      if (group) return group;
      const names = known.map(({ attributes }) => textField(attributes, 'name') ?? '').toSorted();
      throw Failure.of('store-group-unknown', { store: connectName, group: name, known: names.join(', ') });
    });
  }

  /** The id of the upload, with all of the package in it. */
  async #uploaded(appId: string): Promise<string> {
    const left = await this.#journal.read();
    this.#isContinued = left !== undefined;
    if (left && left.step !== 'open' && (await this.#hasUpload(left.editId))) return left.editId;
    const begun = (left?.step === 'open' ? await this.#continue(left) : undefined) ?? (await this.#begin(appId));
    if (begun.file) await this.#sendFile(begun.file);
    await this.#journal.write({ step: 'uploaded', editId: begun.uploadId });
    return begun.uploadId;
  }

  /** Apple forgets uploads, and someone may have deleted it: then there is nothing to wait for. */
  async #hasUpload(uploadId: string): Promise<boolean> {
    try {
      await this.#api.get(`/v1/buildUploads/${encodeURIComponent(uploadId)}`);
      return true;
    } catch (error) {
      if (error instanceof ConnectRefusal && error.status === 404) return false;
      throw error;
    }
  }

  /** What a killed process began; without `file` all of it arrived. `undefined` when there is nothing to go on with. */
  async #continue({ editId, uploadAddress: fileId }: PublishState): Promise<BegunUpload | undefined> {
    try {
      const upload = await this.#api.get(`/v1/buildUploads/${encodeURIComponent(editId)}`);
      if (textField(objectField(upload.attributes, 'state'), 'state') !== 'AWAITING_UPLOAD') return { uploadId: editId };
      if (fileId !== undefined)
        return { uploadId: editId, file: await this.#api.get(`/v1/buildUploadFiles/${encodeURIComponent(fileId)}`) };
      await this.#api.remove(`/v1/buildUploads/${encodeURIComponent(editId)}`);
      return undefined;
    } catch (error) {
      if (error instanceof ConnectRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  async #begin(appId: string): Promise<BegunUpload> {
    const { release, source } = this.#publication;
    for (let round = 1; ; round++) {
      const uploadId = await this.#createUpload(appId);
      await this.#journal.write({ step: 'open', editId: uploadId });
      try {
        const file = await this.#api.create(
          '/v1/buildUploadFiles',
          {
            type: 'buildUploadFiles',
            attributes: { assetType: 'ASSET', fileName: release.fileName, fileSize: source.size, uti: 'com.apple.ipa' },
            relationships: { buildUpload: ['buildUploads', uploadId] },
          },
          false,
        );
        await this.#journal.write({ step: 'open', editId: uploadId, uploadAddress: file.id });
        return { uploadId, file };
      } catch (error) {
        if (!isFailure(error, 'address-unreachable') || round === mostRounds) throw error;
        // Whether the file was made is unknown, and an upload has one: another upload takes its place.
        await this.#api.remove(`/v1/buildUploads/${encodeURIComponent(uploadId)}`);
      }
    }
  }

  async #createUpload(appId: string): Promise<string> {
    const { version, build } = this.#publication.release;
    for (let round = 1; ; round++) {
      try {
        const attributes = { cfBundleShortVersionString: version, cfBundleVersion: build, platform: 'IOS' };
        return (await this.#api.create('/v1/buildUploads', { type: 'buildUploads', attributes, relationships: { app: ['apps', appId] } }))
          .id;
      } catch (error) {
        if (!(error instanceof ConnectRefusal && error.isDuplicate) || round === mostRounds) throw error;
        // A killed process may have begun it without a word in the journal; what got no file is begun again.
        const query = {
          'filter[cfBundleVersion]': build,
          'filter[cfBundleShortVersionString]': version,
          'filter[platform]': 'IOS',
          'filter[state]': 'AWAITING_UPLOAD',
        };
        const [abandoned] = await this.#api.list(`/v1/apps/${encodeURIComponent(appId)}/buildUploads`, query);
        if (!abandoned) throw Failure.of('store-build-used', { store: connectName, version, build });
        await this.#api.remove(`/v1/buildUploads/${encodeURIComponent(abandoned.id)}`);
      }
    }
  }

  async #sendFile(begun: Resource): Promise<void> {
    const { source, sha256, onProgress, signal } = this.#publication;
    let file = begun;
    for (let round = 1; ; round++) {
      const parts = readParts(file.attributes, source.size);
      if (!parts) throw Failure.of('store-answer-unexpected', { store: connectName, what: 'uploadOperations' });
      const outcome = await sendParts({
        http: this.#world.http,
        source,
        parts,
        onSent: (sentBytes) => onProgress?.(sentBytes / source.size),
        onPart: ({ method }) => void this.#requests.push({ method, url: '•••' }),
        signal,
      });
      if (outcome === 'sent') break;
      if (round === mostRounds) throw Failure.of('store-upload-stopped', { store: connectName, sentBytes: 0 });
      file = await this.#api.get(`/v1/buildUploadFiles/${encodeURIComponent(file.id)}`);
    }
    const sourceFileChecksums = { file: { hash: sha256, algorithm: 'SHA_256' } };
    await this.#api.update('/v1/buildUploadFiles', 'buildUploadFiles', file.id, { uploaded: true, sourceFileChecksums });
  }

  /** The build that Apple made of the upload; `undefined` when it takes longer than anyone waits. */
  async #processed(uploadId: string): Promise<Resource | undefined> {
    for (let look = 1; look <= mostLooks; look++) {
      throwIfCancelled(this.#publication.signal);
      const upload = await this.#api.get(`/v1/buildUploads/${encodeURIComponent(uploadId)}?include=build`);
      const state = objectField(upload.attributes, 'state');
      if (textField(state, 'state') === 'FAILED') await this.#fail(objectsField(state, 'errors').map(detailText));
      const buildId = relatedId(upload, 'build');
      if (buildId !== undefined) {
        const build = await this.#api.get(`/v1/builds/${encodeURIComponent(buildId)}`);
        const processing = textField(build.attributes, 'processingState');
        if (processing === 'VALID') return build;
        if (processing === 'FAILED' || processing === 'INVALID') await this.#fail([`processingState ${processing}`]);
      }
      await this.#world.wait(lookEveryMs);
    }
    return undefined;
  }

  async #fail(reasons: readonly string[]): Promise<never> {
    await this.#journal.remove();
    throw Failure.of('store-build-refused', { store: connectName, reason: shownText(reasons.join('; ')) });
  }

  /** What the package says of itself counts: Apple has taken that as the answer. */
  async #answer(build: Resource, encryption: EncryptionAnswer): Promise<void> {
    if (typeof build.attributes['usesNonExemptEncryption'] === 'boolean' && encryption === 'exempt') return;
    await answerEncryption(this.#api, { id: build.id, build: this.#publication.release.build }, encryption);
  }

  async #distribute(build: Resource, groups: readonly Resource[]): Promise<TestFlightState> {
    const before = await this.#betaStates(build.id);
    const internal = await this.#stateOf(before.internal, 'internal');
    for (const group of groups) {
      if (!getsEveryBuild(group)) await this.#giveTo(group.id, build.id);
      else this.#issues.push(createIssue('store-group-has-every-build', { group: textField(group.attributes, 'name') ?? '' }));
    }
    if (internal === 'missing-compliance') return internal;
    if (groups.every(({ attributes }) => attributes['isInternalGroup'] === true))
      return groups.length === 0 && internal === 'in-testing' ? 'uploaded' : internal;
    if (before.external !== 'READY_FOR_BETA_SUBMISSION') return await this.#stateOf(before.external, 'external');
    await this.#submit(build.id);
    const { external } = await this.#betaStates(build.id);
    // Apple took it, and shows that a little later.
    return external === 'READY_FOR_BETA_SUBMISSION' ? 'in-review' : await this.#stateOf(external, 'external');
  }

  async #giveTo(groupId: string, buildId: string): Promise<void> {
    const group = `/v1/betaGroups/${encodeURIComponent(groupId)}`;
    await unlessThere(this.#api.relate(`${group}/relationships/builds`, 'builds', buildId), async () =>
      (await this.#api.list(`${group}/builds`)).some(({ id }) => id === buildId),
    );
  }

  async #betaStates(buildId: string): Promise<BetaStates> {
    const { attributes } = await this.#api.get(`/v1/builds/${encodeURIComponent(buildId)}/buildBetaDetail`);
    return { internal: textField(attributes, 'internalBuildState'), external: textField(attributes, 'externalBuildState') };
  }

  /** Fails when no one can get the build. */
  async #stateOf(said: string | undefined, testers: keyof BetaStates): Promise<TestFlightState> {
    const { version, build } = this.#publication.release;
    const facts = { store: connectName, version, build };
    switch (said) {
      case 'BETA_REJECTED':
        throw Failure.of('store-beta-rejected', facts);
      case 'EXPIRED':
        throw Failure.of('store-build-expired', facts);
      case 'PROCESSING_EXCEPTION':
        return await this.#fail([`${testers}BuildState ${said}`]);
      default:
        return betaStates[said ?? ''] ?? 'uploaded';
    }
  }

  async #submit(buildId: string): Promise<void> {
    const type = 'betaAppReviewSubmissions';
    const create = this.#api.create(`/v1/${type}`, { type, relationships: { build: ['builds', buildId] } });
    try {
      await unlessThere(create, async () => (await this.#betaStates(buildId)).external !== 'READY_FOR_BETA_SUBMISSION');
    } catch (error) {
      if (!(error instanceof ConnectRefusal && [409, 422].includes(error.status))) throw error;
      throw Failure.of('store-beta-review-refused', { store: connectName, reason: error.message }, { cause: error });
    }
  }
}

interface BetaStates {
  readonly internal: string | undefined;
  readonly external: string | undefined;
}

/** Apple’s words where people can get the build, or will. */
const betaStates: Readonly<Record<string, TestFlightState>> = {
  PROCESSING: 'processing',
  MISSING_EXPORT_COMPLIANCE: 'missing-compliance',
  IN_EXPORT_COMPLIANCE_REVIEW: 'in-review',
  WAITING_FOR_BETA_REVIEW: 'in-review',
  IN_BETA_REVIEW: 'in-review',
  BETA_APPROVED: 'in-testing',
  READY_FOR_BETA_TESTING: 'in-testing',
  IN_BETA_TESTING: 'in-testing',
};

function detailText(detail: Readonly<Record<string, unknown>>): string {
  return [textField(detail, 'code'), textField(detail, 'description')].filter((text) => text !== undefined).join(' ');
}
