/** The requests of Google Play's publishing API (androidpublisher v3) that publishing needs, one method each. */

import { utf8 } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { type HttpClient, type HttpMethod, type HttpResponse, type HttpResponseStream } from '../../ports/httpClient.ts';
import { parseJsonObject, objectsField, textField, type JsonObject } from '../jsonObject.ts';
import { type AccessTokens } from '../storeApi.ts';
import { PlayRefusal } from './playRefusal.ts';

export const googlePlayEndpoint = 'https://androidpublisher.googleapis.com';

export interface PlayApiOptions {
  readonly http: HttpClient;
  readonly tokens: AccessTokens;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly packageName: string;
  /** Called with each request that is sent, without what is secret in it. */
  readonly onRequest: (request: SentRequest) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface SentRequest {
  readonly method: HttpMethod;
  readonly url: string;
}

export type PlayFormat = 'aab' | 'apk';

/** Where a file goes, and what it is. */
export interface PlayUpload {
  /** From the top, without the `/upload` before it. */
  readonly path: string;
  readonly contentType: string;
}

interface Call {
  readonly method: HttpMethod;
  /** Behind the folder of the app, or from the top where it begins with a slash. */
  readonly path: string;
  readonly body?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the request may be sent twice. A commit may not. */
  readonly isRepeatable?: boolean;
}

const largestAnswer = 4 * 1024 * 1024;
const attempts = 5;

export class PlayApi {
  readonly #options: PlayApiOptions;

  constructor(options: PlayApiOptions) {
    this.#options = options;
  }

  /** Gets a token, and nothing else. */
  async signIn(): Promise<void> {
    await this.#options.tokens.get();
  }

  /** What is on a track, without an edit. */
  async releases(track: string): Promise<readonly JsonObject[]> {
    return objectsField(await this.#json({ method: 'GET', path: `tracks/${encodeURIComponent(track)}/releases` }), 'releases');
  }

  /** The id of a new edit. An older one of the same user becomes stale with it. */
  async insertEdit(): Promise<string> {
    const edit = await this.#json({ method: 'POST', path: 'edits', body: {} });
    const id = textField(edit, 'id');
    if (id === undefined) throw unexpected('edits.insert');
    return id;
  }

  /** Whether the edit can still be changed. */
  async hasEdit(editId: string): Promise<boolean> {
    try {
      await this.#json({ method: 'GET', path: `edits/${encodeURIComponent(editId)}` });
      return true;
    } catch (error) {
      if (error instanceof PlayRefusal && (error.isEditLost || error.status === 404)) return false;
      throw error;
    }
  }

  async deleteEdit(editId: string): Promise<void> {
    await this.#call({ method: 'DELETE', path: `edits/${encodeURIComponent(editId)}` });
  }

  async defaultLanguage(editId: string): Promise<string | undefined> {
    return textField(await this.#json({ method: 'GET', path: `edits/${encodeURIComponent(editId)}/details` }), 'defaultLanguage');
  }

  async tracks(editId: string): Promise<readonly JsonObject[]> {
    return objectsField(await this.#json({ method: 'GET', path: `edits/${encodeURIComponent(editId)}/tracks` }), 'tracks');
  }

  /** Version codes of all packages that were ever uploaded and not thrown away, on a track or not. */
  async uploadedCodes(editId: string): Promise<readonly number[]> {
    const codes: number[] = [];
    for (const collection of ['bundles', 'apks']) {
      const answer = await this.#json({ method: 'GET', path: `edits/${encodeURIComponent(editId)}/${collection}` });
      codes.push(...objectsField(answer, collection).flatMap(({ versionCode }) => (typeof versionCode === 'number' ? [versionCode] : [])));
    }
    return codes;
  }

  async updateTrack(editId: string, track: string, body: JsonObject): Promise<void> {
    await this.#json({ method: 'PUT', path: `edits/${encodeURIComponent(editId)}/tracks/${encodeURIComponent(track)}`, body });
  }

  async validate(editId: string): Promise<void> {
    await this.#json({ method: 'POST', path: `edits/${encodeURIComponent(editId)}:validate` });
  }

  /** Sent once: whether it took effect after a cut connection is for the caller to find out. */
  async commit(editId: string, isReviewedByHand: boolean): Promise<void> {
    const query = isReviewedByHand ? '?changesNotSentForReview=true' : '';
    await this.#json({ method: 'POST', path: `edits/${encodeURIComponent(editId)}:commit${query}`, isRepeatable: false });
  }

  /** Addresses of Google Groups. */
  async testers(editId: string, track: string): Promise<readonly string[]> {
    const answer = await this.#json({ method: 'GET', path: testersPath(editId, track) });
    const groups: unknown = answer['googleGroups'] ?? [];
    return Array.isArray(groups) ? groups.filter((each) => typeof each === 'string') : [];
  }

  async updateTesters(editId: string, track: string, googleGroups: readonly string[]): Promise<void> {
    await this.#json({ method: 'PUT', path: testersPath(editId, track), body: { googleGroups } });
  }

  /** What Google Play made of a bundle, for each key that it signs with. */
  async generatedApks(versionCode: number): Promise<readonly JsonObject[]> {
    return objectsField(await this.#json({ method: 'GET', path: `generatedApks/${versionCode}` }), 'generatedApks');
  }

  /** Read it to its end, or close it. */
  async downloadGenerated(versionCode: number, downloadId: string): Promise<HttpResponseStream> {
    const { http, tokens, endpoint, packageName, signal, onRequest } = this.#options;
    const path = `generatedApks/${versionCode}/downloads/${encodeURIComponent(downloadId)}:download?alt=media`;
    const url = `${endpoint}${folderOf(packageName)}/${path}`;
    const token = await tokens.get();
    onRequest({ method: 'GET', url });
    const answer = await http.open({
      url,
      credentials: { authorization: new Secret(`Bearer ${token.reveal()}`) },
      retry: { attempts },
      ...(signal && { signal }),
    });
    if (answer.status === 200) return answer;
    answer.close();
    throw new PlayRefusal(answer.status, new Uint8Array());
  }

  /** Any request of this app, for rooms of the API that have a file of their own. */
  async ask(method: HttpMethod, path: string, body?: JsonObject): Promise<JsonObject> {
    const call = { method, path, ...(body && { body }) };
    if (method !== 'DELETE') return await this.#json(call);
    await this.#call(call);
    return {};
  }

  /** The address of a resumable upload. It lets anyone upload this one file, so it is a secret. */
  async startUpload({ path, contentType }: PlayUpload, sizeBytes: number): Promise<Secret> {
    const answer = await this.#call({
      method: 'POST',
      path: `/upload${path}?uploadType=resumable`,
      body: {},
      headers: { 'x-upload-content-type': contentType, 'x-upload-content-length': String(sizeBytes) },
    });
    const location = answer.headers['location'];
    const url = location === undefined ? null : URL.parse(location, answer.url);
    if (url === null) throw unexpected('upload');
    return new Secret(url.href);
  }

  async #json(call: Call): Promise<JsonObject> {
    const object = parseJsonObject((await this.#call(call)).body);
    if (!object) throw unexpected(call.path);
    return object;
  }

  async #call(call: Call): Promise<HttpResponse> {
    const { tokens } = this.#options;
    let answer = await this.#send(call);
    if (answer.status === 401) {
      // It may have been withdrawn, or the clock of this machine is late.
      tokens.forget();
      answer = await this.#send(call);
    }
    if (answer.status < 200 || answer.status > 299) throw new PlayRefusal(answer.status, answer.body);
    return answer;
  }

  async #send({ method, path, body, headers, isRepeatable = true }: Call): Promise<HttpResponse> {
    const { http, tokens, endpoint, packageName, signal, onRequest } = this.#options;
    const url = `${endpoint}${path.startsWith('/') ? path : `${folderOf(packageName)}/${path}`}`;
    const token = await tokens.get();
    onRequest({ method, url });
    return await http.request({
      method,
      url,
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }), ...headers },
      credentials: { authorization: new Secret(`Bearer ${token.reveal()}`) },
      ...(body && { body: utf8(JSON.stringify(body)) }),
      maxBytes: largestAnswer,
      redirect: 'manual',
      ...(isRepeatable && { retry: { attempts, isRepeatable: true } }),
      ...(signal && { signal }),
    });
  }
}

export const contentTypes: Readonly<Record<PlayFormat, string>> = {
  aab: 'application/octet-stream',
  apk: 'application/vnd.android.package-archive',
};

export const collections: Readonly<Record<PlayFormat, string>> = { aab: 'bundles', apk: 'apks' };

export function packageUpload(packageName: string, editId: string, format: PlayFormat): PlayUpload {
  return { path: `${folderOf(packageName)}/edits/${encodeURIComponent(editId)}/${collections[format]}`, contentType: contentTypes[format] };
}

/** Without an edit. */
export function sharingUpload(packageName: string, format: PlayFormat): string {
  const kind = format === 'aab' ? 'bundle' : 'apk';
  return `/androidpublisher/v3/applications/internalappsharing/${encodeURIComponent(packageName)}/artifacts/${kind}`;
}

function testersPath(editId: string, track: string): string {
  return `edits/${encodeURIComponent(editId)}/testers/${encodeURIComponent(track)}`;
}

export function folderOf(packageName: string): string {
  return `/androidpublisher/v3/applications/${encodeURIComponent(packageName)}`;
}

function unexpected(what: string): Failure {
  return Failure.of('store-answer-unexpected', { store: 'Google Play', what });
}
