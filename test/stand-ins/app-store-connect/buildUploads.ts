/** Uploads of builds: parts with their addresses, headers and ends of validity, checksums, and what becomes of a file that is whole. */

import { createHash, randomBytes } from 'node:crypto';
import { type StandInClock } from '../support/standInClock.ts';
import { readWhole, type StandInAnswer, type StandInRequest } from '../support/standInServer.ts';
import { wrongState } from './connectErrors.ts';
import { type Resource, type Resources } from './resources.ts';

interface Part {
  readonly length: number;
  readonly offset: number;
  readonly expires: number;
  readonly secret: string;
  bytes: Buffer | undefined;
}

export interface BuildUploadOptions {
  /** Of a part, in bytes. */
  readonly partSize: number;
  /** Seconds for which the address of a part is good. */
  readonly partLifetime: number;
  /** Apple's complaints about a build, such as a missing icon. */
  readonly refusals: readonly { readonly code: string; readonly description: string }[];
  /** So often a state is asked for before it changes. */
  readonly polls: number;
  /** An upload that was only begun keeps its build number too. Which of both Apple does is written nowhere. */
  readonly begunKeepsNumber?: boolean;
}

/** Keeps the parts in memory: tests of this stand-in upload megabytes. */
export class BuildUploads {
  readonly #resources: Resources;
  readonly #clock: StandInClock;
  readonly #parts = new Map<string, Part[]>();
  readonly #looks = new Map<string, number>();
  readonly #note: (message: string) => void;
  options: BuildUploadOptions;

  constructor(resources: Resources, clock: StandInClock, options: BuildUploadOptions, note: (message: string) => void) {
    this.#resources = resources;
    this.#clock = clock;
    this.options = options;
    this.#note = note;
  }

  /** The SHA-256 of a file that was uploaded whole. */
  sha256Of(fileId: string): string | undefined {
    const bytes = this.wholeFile(fileId);
    return bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex');
  }

  openFile(file: Resource): void {
    const { partSize, partLifetime } = this.options;
    const size = Number(file.attributes['fileSize']);
    const parts: Part[] = [];
    for (let offset = 0; offset < size; offset += partSize) {
      const length = Math.min(partSize, size - offset);
      parts.push({
        length,
        offset,
        expires: this.#clock.now() + partLifetime * 1000,
        secret: randomBytes(12).toString('hex'),
        bytes: undefined,
      });
    }
    this.#parts.set(file.id, parts);
    file.attributes['assetDeliveryState'] = { state: 'AWAITING_UPLOAD', errors: [], warnings: [] };
  }

  /** With addresses that are good again: each reading renews those that ran out. */
  describeFile(file: Resource, origin: string): void {
    const parts = this.#parts.get(file.id) ?? [];
    const now = this.#clock.now();
    const renewed = parts.map((part) => (part.expires > now ? part : { ...part, expires: now + this.options.partLifetime * 1000 }));
    this.#parts.set(file.id, renewed);
    file.attributes['uploadOperations'] = renewed.map(({ length, offset, expires, secret }, index) => ({
      method: 'PUT',
      url: `${origin}/upload/${file.id}/${index + 1}?signature=${secret}&expires=${expires}`,
      length,
      offset,
      partNumber: index + 1,
      requestHeaders: [
        { name: 'Content-Type', value: 'application/octet-stream' },
        { name: 'x-part-token', value: secret },
      ],
      expiration: new Date(expires).toISOString(),
    }));
  }

  /** A request to the address of a part; undefined for another address. */
  async takePart(request: StandInRequest): Promise<StandInAnswer | undefined> {
    const { method, path, query, headers } = request.seen;
    const [, fileId = '', number = ''] = /^\/upload\/([\w-]+)\/(\d+)$/u.exec(path) ?? [];
    const part = this.#parts.get(fileId)?.[Number(number) - 1];
    if (!path.startsWith('/upload/')) return undefined;
    if (part === undefined || query.get('signature') !== part.secret) return { status: 404 };
    const wrong =
      method !== 'PUT'
        ? `${method} instead of PUT`
        : headers['authorization'] !== undefined
          ? 'the token is sent to the address of a part'
          : headers['content-type'] !== 'application/octet-stream' || headers['x-part-token'] !== part.secret
            ? 'the headers of the operation are not sent as they were given'
            : undefined;
    if (wrong !== undefined) {
      this.#note(`part ${number}: ${wrong}`);
      return { status: 400 };
    }
    if (Number(query.get('expires')) <= this.#clock.now()) return { status: 403 };
    const bytes = await readWhole(request.body, part.length + 1);
    if (bytes.length !== part.length) {
      this.#note(`part ${number}: ${bytes.length} bytes instead of ${part.length}`);
      return { status: 400 };
    }
    part.bytes = bytes;
    return { status: 200, headers: { etag: `"${createHash('md5').update(bytes).digest('hex')}"` } };
  }

  /** `uploaded: true` was said. */
  commitFile(file: Resource, checksums: unknown): void {
    const bytes = this.wholeFile(file.id);
    if (bytes === undefined) throw wrongState('Not all parts of the file were uploaded.');
    const upload = this.#uploadOf(file);
    const given = (checksums as { file?: { hash?: string; algorithm?: string } } | undefined)?.file;
    const algorithm = given?.algorithm === 'MD5' ? 'md5' : 'sha256';
    const isGood = given === undefined || given.hash?.toLowerCase() === createHash(algorithm).update(bytes).digest('hex');
    file.attributes['assetDeliveryState'] = isGood
      ? { state: 'UPLOAD_COMPLETE', errors: [], warnings: [] }
      : { state: 'FAILED', errors: [{ code: 'CHECKSUM_MISMATCH', description: 'The checksum is not that of the file.' }], warnings: [] };
    delete file.attributes['uploadOperations'];
    if (isGood) setState(upload, 'PROCESSING');
    else setState(upload, 'FAILED', [{ code: 'CHECKSUM_MISMATCH', description: 'The checksum is not that of the file.' }]);
    upload.attributes['uploadedDate'] = new Date(this.#clock.now()).toISOString();
  }

  /** Called whenever an upload or a build is read: states change after some looks. */
  look(resource: Resource): void {
    const looks = (this.#looks.get(resource.id) ?? 0) + 1;
    this.#looks.set(resource.id, looks);
    if (looks <= this.options.polls) return;
    if (resource.type === 'buildUploads' && stateOf(resource) === 'PROCESSING') this.#process(resource);
    if (resource.type === 'builds' && resource.attributes['processingState'] === 'PROCESSING') {
      resource.attributes['processingState'] = 'VALID';
      const [detail] = this.#resources.related(resource, 'buildBetaDetail');
      if (detail !== undefined) Object.assign(detail.attributes, betaStates(resource));
    }
  }

  #process(upload: Resource): void {
    const { refusals } = this.options;
    if (refusals.length > 0) {
      setState(upload, 'FAILED', refusals);
      return;
    }
    const { cfBundleVersion, cfBundleShortVersionString, platform } = upload.attributes;
    const [app] = this.#resources.related(upload, 'app');
    const appId = app?.id ?? '';
    const train =
      this.#resources.list('preReleaseVersions').find(({ attributes, links }) => {
        return attributes['version'] === cfBundleShortVersionString && attributes['platform'] === platform && links['app'] === appId;
      }) ?? this.#resources.add('preReleaseVersions', { version: cfBundleShortVersionString, platform }, { app: appId });
    const now = this.#clock.now();
    const build = this.#resources.add(
      'builds',
      {
        version: cfBundleVersion,
        uploadedDate: new Date(now).toISOString(),
        expirationDate: new Date(now + 90 * 86_400_000).toISOString(),
        expired: false,
        minOsVersion: '15.0',
        processingState: 'PROCESSING',
        buildAudienceType: 'APP_STORE_ELIGIBLE',
      },
      { app: appId, preReleaseVersion: train.id },
    );
    const states = { internalBuildState: 'PROCESSING', externalBuildState: 'PROCESSING', autoNotifyEnabled: false };
    this.#resources.add('buildBetaDetails', states, { build: build.id });
    this.#resources.add('betaBuildLocalizations', { locale: app?.attributes['primaryLocale'] ?? 'en-US' }, { build: build.id });
    upload.links['build'] = build.id;
    setState(upload, 'COMPLETE');
    for (const file of this.#resources.related(upload, 'buildUploadFiles')) {
      file.attributes['assetDeliveryState'] = { state: 'COMPLETE', errors: [], warnings: [] };
    }
  }

  #uploadOf(file: Resource): Resource {
    const [upload] = this.#resources.related(file, 'buildUpload');
    if (upload === undefined) throw new Error(`${file.id} belongs to no upload`);
    return upload;
  }

  /** Undefined until all parts are there. */
  wholeFile(fileId: string): Buffer | undefined {
    const pieces = (this.#parts.get(fileId) ?? []).map(({ bytes }) => bytes);
    return pieces.length === 0 || pieces.includes(undefined) ? undefined : Buffer.concat(pieces as Buffer[]);
  }
}

export function stateOf({ attributes }: Resource): string {
  return (attributes['state'] as { state: string }).state;
}

export function setState(upload: Resource, state: string, errors: readonly object[] = []): void {
  upload.attributes['state'] = { state, errors, warnings: [], infos: [] };
}

/** What TestFlight says of a build that is processed. */
export function betaStates(build: Resource): Record<string, string> {
  if (build.attributes['expired'] === true) return { internalBuildState: 'EXPIRED', externalBuildState: 'EXPIRED' };
  if (build.attributes['usesNonExemptEncryption'] === undefined) {
    return { internalBuildState: 'MISSING_EXPORT_COMPLIANCE', externalBuildState: 'MISSING_EXPORT_COMPLIANCE' };
  }
  return { internalBuildState: 'IN_BETA_TESTING', externalBuildState: 'READY_FOR_BETA_SUBMISSION' };
}
