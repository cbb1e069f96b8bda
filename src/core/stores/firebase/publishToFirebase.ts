/**
 * Puts a package on Firebase App Distribution: upload, the operation that reads it, release notes, and the testers and groups that get it.
 * Google takes the file in one piece. A killed upload begins again, and the same bytes never become a second release; a killed publication
 * goes on with the release that it made.
 */

import { tokenAddresses } from '../google/googleAccount.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { shownText } from '../../base/shownText.ts';
import { filePieces } from '../filePieces.ts';
import { objectField, textField, type JsonObject } from '../jsonObject.ts';
import { PublishJournal, type PublishState } from '../publishJournal.ts';
import { type StoreApi, type StoreRequest } from '../storeApi.ts';
import { planned, type PublicationWorld, type StorePublication, type StorePublished } from '../storePublication.ts';
import { explained, StoreRefusal } from '../storeRefusal.ts';
import { appNameOf, bundleObstacle, firebaseFailure, firebaseName, openFirebase, projectOf, type FirebaseApp } from './firebaseApi.ts';
import { requireFirebaseGroups } from './firebaseGroups.ts';

export interface FirebaseAudience {
  /** Mail addresses. */
  readonly testers: readonly string[];
  /** By alias, as the Firebase console shows it. */
  readonly groups: readonly string[];
}

export interface FirebasePublication extends StorePublication {
  readonly app: FirebaseApp;
  readonly audience: FirebaseAudience;
}

/** Google refuses more. */
const largestBytes = 2 * 1024 * 1024 * 1024;
const mostRecipients = 999;
const lookEveryMs = 5000;
const mostLooks = 120;

export async function publishToFirebase(world: PublicationWorld, publication: FirebasePublication): Promise<StorePublished> {
  const { app, audience, source } = publication;
  if (source.size > largestBytes)
    throw Failure.of('store-package-too-large', { store: firebaseName, sizeBytes: source.size, limitBytes: largestBytes });
  if (audience.testers.length + audience.groups.length > mostRecipients)
    throw Failure.of('store-too-many-recipients', { store: firebaseName, limit: mostRecipients });
  return await explained(
    async () => new FirebasePublisher(world, publication).run(),
    (refusal) => firebaseFailure(refusal, app),
  );
}

class FirebasePublisher {
  readonly #world: PublicationWorld;
  readonly #publication: FirebasePublication;
  readonly #api: StoreApi;
  readonly #journal: PublishJournal;
  readonly #requests: StoreRequest[] = [];

  constructor(world: PublicationWorld, publication: FirebasePublication) {
    const { app, facts, sha256 } = publication;
    this.#world = world;
    this.#publication = publication;
    this.#api = openFirebase(world, app, (request) => void this.#requests.push(request));
    this.#journal = new PublishJournal(world, facts.appIdentifier, ['firebase', app.endpoint, app.appId, sha256]);
  }

  async run(): Promise<StorePublished> {
    const left = await this.#journal.read();
    // Before the first byte: what would be found only when everything is uploaded.
    await requireFirebaseGroups(this.#api, this.#publication.app.appId, this.#publication.audience.groups);
    if (!left && this.#publication.facts.format === 'aab') await this.#requireBundles();
    const operation = left?.step === 'uploaded' ? left.editId : await this.#upload();
    const release = await this.#released(operation);
    const isContinued = left !== undefined;
    if (release === 'processing') return { state: 'processing', isContinued, url: null, requests: this.#requests };
    if (release === 'gone') return await this.run();
    const name = textField(release, 'name');
    if (name === undefined) throw this.#api.unexpected('release.name');
    await this.#writeNotes(name);
    const state = (await this.#distribute(name)) ? 'published' : 'uploaded';
    await this.#journal.remove();
    return { state, isContinued, url: textField(release, 'firebaseConsoleUri') ?? null, requests: this.#requests };
  }

  async #requireBundles(): Promise<void> {
    const answer = await this.#api.json({ method: 'GET', path: `/v1/${appNameOf(this.#publication.app)}/aabInfo` });
    const state = textField(answer, 'integrationState') ?? '';
    if (state === 'INTEGRATED' || state === '') return;
    throw Failure.of('firebase-bundle-refused', { reason: bundleObstacle(state) });
  }

  /** The name of the operation that reads the file. */
  async #upload(): Promise<string> {
    const { app, facts, source, onProgress } = this.#publication;
    await this.#journal.write({ step: 'open', editId: '' });
    const answer = await this.#api.json({
      method: 'POST',
      path: `/upload/v1/${appNameOf(app)}/releases:upload`,
      headers: {
        'content-type': 'application/octet-stream',
        'x-goog-upload-protocol': 'raw',
        'x-goog-upload-file-name': encodeURIComponent(facts.fileName),
      },
      body: { sizeBytes: source.size, open: () => filePieces(source, 0, source.size) },
      onSent: (sentBytes) => onProgress?.(source.size === 0 ? 1 : sentBytes / source.size),
    });
    const operation = textField(answer, 'name');
    if (operation === undefined) throw this.#api.unexpected('operation');
    const state: PublishState = { step: 'uploaded', editId: operation };
    await this.#journal.write(state);
    return operation;
  }

  /** `processing` when it takes longer than anyone waits, `gone` when Google no longer knows the operation. */
  async #released(operation: string): Promise<JsonObject | 'processing' | 'gone'> {
    for (let look = 1; look <= mostLooks; look++) {
      throwIfCancelled(this.#publication.signal);
      let answer: JsonObject;
      try {
        answer = await this.#api.json({ method: 'GET', path: `/v1/${operation}` });
      } catch (error) {
        if (!isNotFound(error) || this.#requests.some(({ method }) => method === 'POST')) throw error;
        await this.#journal.remove();
        return 'gone';
      }
      if (answer['done'] === true) return await this.#readOutcome(answer);
      await this.#world.wait(lookEveryMs);
    }
    return 'processing';
  }

  async #readOutcome(answer: JsonObject): Promise<JsonObject> {
    const error = objectField(answer, 'error');
    if (error) {
      await this.#journal.remove();
      throw Failure.of('store-build-refused', { store: firebaseName, reason: shownText(textField(error, 'message') ?? '') });
    }
    const release = objectField(objectField(answer, 'response'), 'release');
    if (!release) throw this.#api.unexpected('release');
    return release;
  }

  /** Firebase has one text for a release: that of the main language, or the first one. */
  async #writeNotes(name: string): Promise<void> {
    const text = this.#publication.notes.get(undefined) ?? [...this.#publication.notes.values()][0];
    if (text === undefined) return;
    const body = { name, releaseNotes: { text } };
    await this.#api.json({ method: 'PATCH', path: `/v1/${name}?updateMask=release_notes.text`, body });
  }

  async #distribute(name: string): Promise<boolean> {
    const { testers, groups } = this.#publication.audience;
    if (testers.length === 0 && groups.length === 0) return false;
    const body = { ...(testers.length > 0 && { testerEmails: testers }), ...(groups.length > 0 && { groupAliases: groups }) };
    await this.#api.json({ method: 'POST', path: `/v1/${name}:distribute`, body });
    return true;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof StoreRefusal && error.status === 404;
}

export function plannedForFirebase(
  { facts, notes }: Pick<StorePublication, 'facts' | 'notes'>,
  app: FirebaseApp,
  { testers, groups }: FirebaseAudience,
): readonly StoreRequest[] {
  const name = appNameOf(app);
  return planned(app.endpoint, [
    ...tokenAddresses(app).map((url) => `POST ${url}`),
    ...(groups.length > 0 ? [`GET /v1/${projectOf(app.appId)}/groups`] : []),
    ...(facts.format === 'aab' ? [`GET /v1/${name}/aabInfo`] : []),
    `POST /upload/v1/${name}/releases:upload`,
    'GET /v1/{operation}',
    ...(notes.size > 0 ? [`PATCH /v1/${name}/releases/{release}?updateMask=release_notes.text`] : []),
    ...(testers.length + groups.length > 0 ? [`POST /v1/${name}/releases/{release}:distribute`] : []),
  ]);
}
