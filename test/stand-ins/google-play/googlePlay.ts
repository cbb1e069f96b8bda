/**
 * A stand-in of Google Play: the Google Play Developer API v3 on loopback, written from Google's discovery document alone, beside public reports
 * of its errors. It shares no code with the product's client and has another author.
 *
 *     const play = await startGooglePlay({ apps: [{ packageName: 'com.acme.demo', live: [{ versionCode: 7, track: 'internal' }] }] });
 *     … publish to play.url with play.serviceAccount …
 *     assert.deepEqual(play.violations, []);
 *     await play.close();
 *
 * State that can be set: apps with closed tracks, live version codes, `draft`, `reviewByHand` and accounts that may do nothing; `editLifetime` and
 * `tokens.lifetime` in seconds; `clock.advance(seconds)`. What was published is in `app(name).published`, each commit in `app(name).commits`.
 * Uploaded files are kept on disk until `close()`, or only hashed with `keepFiles: false`. Files that are not archives say what they are in a line
 * of text, see `support/packageFacts.ts`.
 *
 * Faults: `faults.rateLimit`, `serverErrors`, `cut`, `cutBody`, `slow` and any answer, each for the requests that match and so often as asked;
 * `tokens.expireAll()`, `uploads.dropSessions()`, `commitElsewhere(name)`, and `editErrors: 'older'` for the refusals as Google wrote them before.
 * Through HTTPS and a proxy with an authority of its own: `support/authorityProxy.ts`.
 */

import { readFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { type DiscoveryDocument } from '../support/discovery.ts';
import { badRequest, GoogleRefusal, notFound } from '../support/googleRefusal.ts';
import { type GoogleCall, GoogleService, type GoogleStandIn, startGoogleService } from '../support/googleService.ts';
import { readPackageFacts, type ReadPackageFacts } from '../support/packageFacts.ts';
import { type StandInAnswer } from '../support/standInServer.ts';
import { type StoredFile } from '../support/storedFile.ts';
import { downloadBytes } from './downloads.ts';
import { editMethods } from './editMethods.ts';
import { type EditErrors, editRefusal } from './playErrors.ts';
import { createApp, type PlayApp, type PlayAppOptions, type PlayEdit } from './playState.ts';
import { addImage, addPackage, addSymbols, type SharedPackage, sharePackage } from './playUploads.ts';
import { releaseSummaries } from './releaseSummaries.ts';

const document = JSON.parse(readFileSync(new URL('androidpublisher.v3.json', import.meta.url), 'utf8')) as DiscoveryDocument;
const scope = 'https://www.googleapis.com/auth/androidpublisher';

export interface GooglePlayOptions {
  readonly apps?: readonly PlayAppOptions[];
  /** Files are kept on disk until the end; otherwise only hashed. Default: true. */
  readonly keepFiles?: boolean;
  readonly editErrors?: EditErrors;
  readonly readPackage?: ReadPackageFacts;
}

export interface GooglePlay extends GoogleStandIn {
  /** Seconds for which an edit is good. Default: an hour. */
  editLifetime: number;
  readonly shared: readonly SharedPackage[];
  /** Edits that are open. */
  readonly openEdits: readonly PlayEdit[];
  app(packageName: string): PlayApp;
  /** Somebody changes the app in the console: edits that are open cannot be committed any more. */
  commitElsewhere(packageName: string): void;
}

export async function startGooglePlay(options: GooglePlayOptions = {}): Promise<GooglePlay> {
  return startGoogleService(new PlayStore(options));
}

class PlayStore extends GoogleService {
  readonly shared: SharedPackage[] = [];
  editLifetime = 3600;
  readonly #apps: Map<string, PlayApp>;
  readonly #edits = new Map<string, PlayEdit>();
  readonly #editErrors: EditErrors;
  readonly #readPackage: ReadPackageFacts;

  constructor({ apps = [], keepFiles = true, editErrors = 'current', readPackage = readPackageFacts }: GooglePlayOptions) {
    super(document, { api: 'androidpublisher', scopes: [scope], keepFiles });
    this.#apps = new Map(apps.map((app) => [app.packageName, createApp(app)]));
    this.#editErrors = editErrors;
    this.#readPackage = readPackage;
  }

  get openEdits(): readonly PlayEdit[] {
    return [...this.#edits.values()].filter((edit) => this.#stateOf(edit) === 'open');
  }

  app(packageName: string): PlayApp {
    const app = this.#apps.get(packageName);
    if (app === undefined) {
      throw new GoogleRefusal(404, `Package not found: ${packageName}.`, { domain: 'androidpublisher', reason: 'applicationNotFound' });
    }
    return app;
  }

  commitElsewhere(packageName: string): void {
    this.app(packageName).revision += 1;
  }

  protected override admit({ name, operation, parameters, account }: Omit<GoogleCall, 'body'>): void {
    const app = this.app(appNameOf(parameters));
    if (app.denied.has(account)) throw new GoogleRefusal(403, 'The caller does not have permission');
    if (operation.media !== undefined && name.startsWith('edits.')) this.#edit(parameters, app);
  }

  protected override download({ name, parameters, query }: GoogleCall): StandInAnswer | undefined {
    if (name !== 'generatedapks.download') return undefined;
    return { status: 200, ...downloadBytes(this.app(appNameOf(parameters)), parameters, query) };
  }

  protected override perform({ name, parameters, query, body, account }: GoogleCall): unknown {
    const app = this.app(appNameOf(parameters));
    switch (name) {
      case 'edits.insert':
        return this.#insertEdit(app, account);
      case 'edits.get':
      case 'edits.validate': {
        const edit = this.#edit(parameters, app);
        if (name === 'edits.validate') checkCommittable(edit, app);
        return describeEdit(edit);
      }
      case 'edits.delete':
        this.#edit(parameters, app).end = 'deleted';
        return undefined;
      case 'edits.commit':
        return this.#commit(this.#edit(parameters, app), app, query);
      case 'applications.tracks.releases.list':
        return releaseSummaries(app, parameters['parent'] ?? '');
      case 'generatedapks.list':
        return generatedApks(app, parameters['versionCode'] ?? '');
      default: {
        const method = editMethods[name.slice('edits.'.length)];
        if (method === undefined) throw new Error(`The stand-in has no ${name}`);
        return method({ edit: this.#edit(parameters, app), parameters, body });
      }
    }
  }

  protected override async take({ name, parameters }: GoogleCall, file: StoredFile): Promise<unknown> {
    const app = this.app(appNameOf(parameters));
    switch (name) {
      case 'edits.apks.upload':
        return addPackage('apk', file, this.#edit(parameters, app), app, this.#readPackage);
      case 'edits.bundles.upload':
        return addPackage('bundle', file, this.#edit(parameters, app), app, this.#readPackage);
      case 'edits.deobfuscationfiles.upload':
        return addSymbols(file, this.#edit(parameters, app), parameters);
      case 'edits.images.upload':
        return addImage(file, this.#edit(parameters, app), parameters);
      default: {
        const shared = await sharePackage(name.endsWith('uploadapk') ? 'apk' : 'bundle', file, app, this.#readPackage);
        this.shared.push(shared);
        const { downloadUrl, sha256 } = shared;
        return { downloadUrl, certificateFingerprint: 'AA:BB:CC:DD', sha256 };
      }
    }
  }

  #insertEdit(app: PlayApp, account: string): unknown {
    // A new edit of an account ends the one that it has.
    for (const edit of this.#edits.values()) {
      if (edit.packageName === app.packageName && edit.account === account && edit.end === 'open') edit.end = 'deleted';
    }
    const edit: PlayEdit = {
      id: Array.from({ length: 20 }, () => randomInt(10)).join(''),
      packageName: app.packageName,
      account,
      revision: app.revision,
      expires: this.clock.now() + this.editLifetime * 1000,
      state: structuredClone(app.published),
      end: 'open',
      files: new Map(),
    };
    this.#edits.set(edit.id, edit);
    return describeEdit(edit);
  }

  #commit(edit: PlayEdit, app: PlayApp, query: URLSearchParams): unknown {
    checkCommittable(edit, app);
    const notSent = query.get('changesNotSentForReview') === 'true';
    if (app.inReview && query.get('changesInReviewBehavior') === 'ERROR_IF_IN_REVIEW') {
      throw badRequest('There are changes in review. The edit was not committed.');
    }
    if (app.reviewByHand && !notSent) {
      throw badRequest(
        'Changes cannot be sent for review automatically. Please set the query parameter changesNotSentForReview to true. Once committed, the changes in this edit can be sent for review from the Google Play Console UI.',
      );
    }
    if (!app.reviewByHand && notSent) {
      throw badRequest('Changes are sent for review automatically. The query parameter changesNotSentForReview must not be set.');
    }
    edit.end = 'committed';
    app.published = structuredClone(edit.state);
    app.revision += 1;
    app.commits.push(edit.id);
    for (const { versionCode } of edit.state.artifacts) app.usedCodes.add(versionCode);
    for (const [versionCode, file] of edit.files) app.files.set(versionCode, file);
    return describeEdit(edit);
  }

  #stateOf(edit: PlayEdit): 'open' | 'committed' | 'deleted' | 'expired' | 'conflict' {
    if (edit.end !== 'open') return edit.end;
    if (edit.expires <= this.clock.now()) return 'expired';
    return edit.revision === this.app(edit.packageName).revision ? 'open' : 'conflict';
  }

  #edit(parameters: Readonly<Record<string, string>>, app: PlayApp): PlayEdit {
    const edit = this.#edits.get(parameters['editId'] ?? '');
    if (edit === undefined || edit.packageName !== app.packageName) throw editRefusal('unknown', this.#editErrors);
    const state = this.#stateOf(edit);
    if (state !== 'open') throw editRefusal(state, this.#editErrors);
    return edit;
  }
}

function appNameOf({ packageName, parent = '' }: Readonly<Record<string, string>>): string {
  return packageName ?? /^applications\/([^/]+)\//u.exec(parent)?.[1] ?? '';
}

function describeEdit({ id, expires }: PlayEdit): unknown {
  return { id, expiryTimeSeconds: String(Math.floor(expires / 1000)) };
}

function checkCommittable({ state }: PlayEdit, app: PlayApp): void {
  const isNew = (track: string): boolean => JSON.stringify(state.tracks[track]) !== JSON.stringify(app.published.tracks[track]);
  const changed = Object.keys(state.tracks).filter(isNew);
  if (app.draft && changed.some((track) => state.tracks[track]?.some(({ status }) => status !== 'draft'))) {
    throw badRequest('Only releases with status draft may be created on draft app.');
  }
}

function generatedApks(app: PlayApp, versionCode: string): unknown {
  const bundle = app.published.artifacts.find((artifact) => artifact.kind === 'bundle' && String(artifact.versionCode) === versionCode);
  if (bundle === undefined) throw notFound(`No bundle with version code ${versionCode} was found.`);
  const splits = [{ downloadId: `base-${versionCode}`, moduleName: 'base', variantId: 1 }];
  return {
    generatedApks: [
      {
        certificateSha256Hash: bundle.sha256,
        generatedSplitApks: splits,
        generatedUniversalApk: { downloadId: `universal-${versionCode}` },
      },
    ],
  };
}
