/**
 * Sends an encrypted package to the storage that Intune names, in blocks (Azure Blob Storage, Put Block and Put Block List). Blocks that an
 * earlier process sent are encrypted again, which gives the same bytes, and not sent again.
 */

import { type ByteSource } from '../../base/byteSource.ts';
import { type Bytes, utf8 } from '../../base/bytes.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { type Secret } from '../../base/secret.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { encryptPackage, type PackageKeys, type PackageSeal } from './encryptPackage.ts';

export interface BlockUpload {
  readonly http: HttpClient;
  readonly source: ByteSource;
  readonly keys: PackageKeys;
  /** So many blocks arrived already. */
  readonly sentBlocks: number;
  /** It lets anyone write this one file. `isRenewed` asks for another one, as the storage refused the last. */
  readonly address: (isRenewed: boolean) => Promise<Secret>;
  /** After each block, with the number of them that arrived. */
  readonly onBlock: (sentBlocks: number) => Promise<void>;
  readonly onRequest: () => void;
  readonly signal?: AbortSignal | undefined;
}

const blockBytes = 4 * 1024 * 1024;
const attempts = 6;
const largestAnswer = 1024 * 1024;
/** The storage refuses an address that has ended, and one that was renewed just now for a moment. */
const mostAddresses = 3;

export function blockCount(encryptedBytes: number): number {
  return Math.ceil(encryptedBytes / blockBytes);
}

/** Fails with `store-upload-stopped`. */
export async function sendBlocks(upload: BlockUpload): Promise<PackageSeal> {
  const sender = new BlockSender(upload);
  const blocks = encryptPackage(upload.source, upload.keys, blockBytes);
  let count = 0;
  for (;;) {
    throwIfCancelled(upload.signal);
    const next = await blocks.next();
    if (next.done === true) {
      const seal = next.value;
      // The seal is the first block of the file, and the last one that is known.
      await sender.put(`comp=block&blockid=${encodeURIComponent(blockId(0))}`, seal.mac);
      await sender.put('comp=blocklist', utf8(blockList(count)));
      return seal;
    }
    count += 1;
    if (count <= upload.sentBlocks) continue;
    await sender.put(`comp=block&blockid=${encodeURIComponent(blockId(count))}`, next.value);
    await upload.onBlock(count);
  }
}

/** All ids of a file have the same length. */
function blockId(index: number): string {
  return Buffer.from(String(index).padStart(8, '0'), 'latin1').toString('base64');
}

function blockList(count: number): string {
  const ids = Array.from({ length: count + 1 }, (_, index) => `<Latest>${blockId(index)}</Latest>`);
  return `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.join('')}</BlockList>`;
}

class BlockSender {
  readonly #upload: BlockUpload;
  #address: Secret | undefined;
  #sentBytes = 0;

  constructor(upload: BlockUpload) {
    this.#upload = upload;
  }

  async put(query: string, body: Bytes): Promise<void> {
    for (let round = 1; round <= mostAddresses; round++) {
      this.#address = round === 1 && this.#address ? this.#address : await this.#upload.address(round > 1);
      const status = await this.#send(this.#address, query, body);
      if (status >= 200 && status <= 299) {
        this.#sentBytes += body.length;
        return;
      }
      if (status !== 401 && status !== 403) break;
    }
    throw this.#stopped();
  }

  async #send(address: Secret, query: string, body: Bytes): Promise<number> {
    const { http, onRequest, signal } = this.#upload;
    const url = address.reveal();
    const isList = query === 'comp=blocklist';
    onRequest();
    try {
      const { status } = await http.request({
        method: 'PUT',
        url: `${url}${url.includes('?') ? '&' : '?'}${query}`,
        headers: isList ? { 'content-type': 'application/xml' } : { 'x-ms-blob-type': 'BlockBlob' },
        body,
        maxBytes: largestAnswer,
        redirect: 'manual',
        retry: { attempts },
        ...(signal && { signal }),
      });
      return status;
    } catch (error) {
      // Its message would have the address.
      if (isFailure(error, 'address-unreachable')) throw this.#stopped();
      throw error;
    }
  }

  #stopped(): Failure {
    return Failure.of('store-upload-stopped', { store: 'Microsoft Intune', sentBytes: this.#sentBytes });
  }
}
