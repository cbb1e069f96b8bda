/**
 * Where files for AppGallery go: Huawei's file server, which takes a form with an authentication code, and its object storage, which takes the bytes at an
 * address that was signed for them. Both addresses come from the API.
 */

import { randomBytes } from 'node:crypto';
import { readFormParts } from '../support/formParts.ts';
import { type StandInClock } from '../support/standInClock.ts';
import { type StandInAnswer, type StandInRequest } from '../support/standInServer.ts';
import { type FileShelf, type StoredFile } from '../support/storedFile.ts';

interface Slot {
  readonly appId: string;
  readonly suffix: string;
  readonly expires: number;
  /** Of an address that is signed. */
  readonly length?: number;
  readonly sha256?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

const largest: Readonly<Record<string, number>> = { apk: 4 * 2 ** 30, aab: 4 * 2 ** 30, rpk: 20 * 2 ** 20 };

export class FileServer {
  readonly #shelf: FileShelf;
  readonly #clock: StandInClock;
  readonly #slots = new Map<string, Slot>();
  readonly #files = new Map<string, { readonly appId: string; readonly file: StoredFile }>();
  readonly #note: (message: string) => void;
  /** Seconds for which a code or an address is good. */
  lifetime = 900;
  /** So many whole files arrived. */
  arrived = 0;

  constructor(shelf: FileShelf, clock: StandInClock, note: (message: string) => void) {
    this.#shelf = shelf;
    this.#clock = clock;
    this.#note = note;
  }

  /** What `upload-url` answers. */
  openForm(appId: string, suffix: string, origin: string): object {
    const authCode = randomBytes(24).toString('base64');
    this.#slots.set(authCode, { appId, suffix, expires: this.#clock.now() + this.lifetime * 1000 });
    return { uploadUrl: `${origin}/FileServer/uploadFile`, chunkUploadUrl: `${origin}/FileServer/chunkUploadFile`, authCode };
  }

  /** What `upload-url/for-obs` answers. */
  openObject(appId: string, fileName: string, length: number, sha256: string | undefined, origin: string): object {
    const suffix = fileName.slice(fileName.lastIndexOf('.') + 1);
    const objectId = `CN/${randomBytes(8).toString('hex')}/${randomBytes(12).toString('hex')}.${suffix}`;
    const signature = randomBytes(20).toString('hex');
    const headers = {
      Authorization: `AWS4-HMAC-SHA256 Signature=${signature}`,
      'Content-Type': 'application/octet-stream',
      'x-amz-content-sha256': sha256 ?? 'UNSIGNED-PAYLOAD',
      'x-amz-date': new Date(this.#clock.now()).toISOString().replaceAll(/[-:]|\.\d+/gu, ''),
    };
    this.#slots.set(objectId, { appId, suffix, expires: this.#clock.now() + this.lifetime * 1000, length, sha256, headers });
    return { urlInfo: { objectId, url: `${origin}/obs/${objectId}`, method: 'PUT', headers } };
  }

  /** Huawei deletes files that no app points at. */
  deleteFiles(): void {
    this.#files.clear();
  }

  fileOf(destination: string, appId: string): StoredFile | undefined {
    const found = this.#files.get(destination);
    return found?.appId === appId ? found.file : undefined;
  }

  /** A request to the file server or the storage; undefined for another path. */
  async answer(request: StandInRequest): Promise<StandInAnswer | undefined> {
    const { method, path } = request.seen;
    if (method === 'POST' && path === '/FileServer/uploadFile') return this.#takeForm(request);
    return path.startsWith('/obs/') ? this.#takeObject(request, decodeURIComponent(path.slice('/obs/'.length))) : undefined;
  }

  async #takeForm(request: StandInRequest): Promise<StandInAnswer> {
    request.seen.operation = 'upload-file';
    if (request.seen.headers['authorization'] !== undefined) this.#note('a token is sent to the file server');
    const { fields, files } = await readFormParts(request.seen.headers['content-type'] ?? '', request.body, this.#shelf);
    const slot = this.#slots.get(fields.get('authCode') ?? '');
    const [sent] = files;
    const unknown = [...fields.keys()].filter((name) => !['authCode', 'fileCount', 'parseType'].includes(name));
    for (const name of unknown) this.#note(`unknown field ${name} of the form`);
    if (sent === undefined || files.length !== 1 || sent.name !== 'file' || fields.get('fileCount') !== '1') {
      this.#note('the form needs one file in the field file, and fileCount 1');
      return refusedForm('77720004', 'the form is incomplete');
    }
    if (slot === undefined || slot.expires <= this.#clock.now()) return refusedForm('77720003', 'auth code is invalid');
    if (!sent.fileName.toLowerCase().endsWith(`.${slot.suffix}`)) {
      this.#note(`${sent.fileName} does not end with .${slot.suffix}`);
      return refusedForm('77720022', "file type can't match");
    }
    const destination = `https://developerfile7.hicloud.com/FileServer/getFile/7/appAttachtemp/${randomBytes(12).toString('hex')}.${slot.suffix}`;
    if (!this.#keep(destination, slot, sent.file)) return refusedForm('77720005', 'the size of the file is out of range');
    const fileInfoList = [{ fileDestUlr: destination, size: sent.file.size, disposableURL: '' }];
    return { status: 200, json: { result: { UploadFileRsp: { ifSuccess: 1, fileInfoList }, resultCode: '0' } } };
  }

  async #takeObject({ seen, body }: StandInRequest, objectId: string): Promise<StandInAnswer> {
    seen.operation = 'put-object';
    const slot = this.#slots.get(objectId);
    const differs = Object.entries(slot?.headers ?? {}).find(([name, value]) => seen.headers[name.toLowerCase()] !== value);
    if (slot === undefined || slot.expires <= this.#clock.now()) return { status: 403 };
    if (seen.method !== 'PUT' || differs !== undefined || Number(seen.headers['content-length']) !== slot.length) {
      this.#note(`the request is not the one that was signed: ${differs?.[0] ?? seen.headers['content-length'] ?? 'no length'}`);
      return { status: 403 };
    }
    const growing = this.#shelf.create();
    await growing.append(body);
    const file = await growing.finish();
    if (slot.sha256 !== undefined && slot.sha256 !== file.sha256) {
      this.#note('the file is not the one whose sha256 was given');
      return { status: 400 };
    }
    return { status: this.#keep(objectId, slot, file) ? 200 : 400 };
  }

  #keep(destination: string, { appId, suffix }: Slot, file: StoredFile): boolean {
    if (file.size === 0 || file.size > (largest[suffix] ?? Infinity)) return false;
    this.#files.set(destination, { appId, file });
    this.arrived += 1;
    return true;
  }
}

/** As the file server writes errors: not as the API does. */
function refusedForm(resultCode: string, errorDesc: string): StandInAnswer {
  return { status: 200, json: { result: { CException: { errorCode: Number(resultCode), errorDesc }, resultCode } } };
}
