/**
 * Signs feeds with keys of the server, which are made when the first feed needs them and then stay the same, also on other servers of the same storage
 * and in a backup: clients accept updates from these keys alone.
 */

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { fromBase64, toBase64, type Bytes } from '../../core/base/bytes.ts';
import { generateKey } from '../../core/assets/keystore/generateKey.ts';
import { createSelfSignedCertificate } from '../../core/formats/x509/createCertificate.ts';
import { ZipWriter } from '../../core/formats/zip/zipWriter.ts';
import { signJar } from '../../core/signing/jar/jarSigner.ts';
import { type FeedSigner } from '../dialects/dialect.ts';
import { textIn } from '../model/storedJson.ts';
import { type Json } from '../model/tables.ts';
import { type ReleaseWorld } from '../use-cases/releaseWorld.ts';
import { madeOnce } from './madeOnce.ts';

interface Keys {
  readonly certificate: Bytes;
  readonly rsa: KeyObject;
  readonly ed25519: KeyObject;
}

const settingName = 'feed-keys';
/** Ed25519 has no way to sign what comes in pieces. */
const largestSigned = 256 * 1024 * 1024;
const mostKept = 1000;
const years = 30;
/** The raw key is the end of its SPKI form (RFC 8410). */
const rawKeyBytes = 32;

export class ServerFeedSigner implements FeedSigner {
  readonly #world: ReleaseWorld;
  #keys: Promise<Keys> | undefined;
  readonly #signatures = new Map<string, string>();
  /** One package in memory at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(world: ReleaseWorld) {
    this.#world = world;
  }

  async certificateFingerprint(): Promise<string> {
    return createHash('sha256')
      .update((await this.#open()).certificate)
      .digest('hex')
      .toUpperCase();
  }

  async edPublicKey(): Promise<string> {
    const spki = createPublicKey((await this.#open()).ed25519).export({ type: 'spki', format: 'der' });
    return toBase64(spki.subarray(-rawKeyBytes));
  }

  async signedArchive(name: string, content: Bytes): Promise<Bytes> {
    const { certificate, rsa } = await this.#open();
    const digests = new Map([[name, Uint8Array.from(createHash('sha256').update(content).digest())]]);
    const identities = [{ privateKey: rsa, certificates: [certificate] as const }];
    const pieces: Bytes[] = [];
    const writer = new ZipWriter({
      write: async (bytes) => {
        pieces.push(Uint8Array.from(bytes));
        await Promise.resolve();
      },
    });
    const signature = signJar({ identities, digests, hash: 'sha256', algorithmForm: 'combined' });
    for (const file of [...signature, { name, content }])
      await writer.addEntry({ name: file.name, method: 'deflated', bytes: file.content });
    await writer.finish();
    return Buffer.concat(pieces);
  }

  async edSignature(sha256: string): Promise<string | undefined> {
    const known = this.#signatures.get(sha256);
    if (known !== undefined) return known;
    const work = async (): Promise<string | undefined> => await this.#sign(sha256);
    const signing = this.#last.then(work, work);
    this.#last = signing.catch(() => undefined);
    return await signing;
  }

  async #sign(sha256: string): Promise<string | undefined> {
    const { ed25519 } = await this.#open();
    const blob = await this.#world.blobs.open(sha256);
    if (!blob) return undefined;
    try {
      if (blob.size > largestSigned) return undefined;
      const signature = toBase64(sign(null, await blob.read(0, blob.size), ed25519));
      const [oldest] = this.#signatures.keys();
      if (this.#signatures.size >= mostKept && oldest !== undefined) this.#signatures.delete(oldest);
      this.#signatures.set(sha256, signature);
      return signature;
    } finally {
      await blob.close();
    }
  }

  async #open(): Promise<Keys> {
    this.#keys ??= this.#load();
    try {
      return await this.#keys;
    } catch (error) {
      this.#keys = undefined;
      throw error;
    }
  }

  async #load(): Promise<Keys> {
    return readKeys(await madeOnce(this.#world, settingName, async () => await this.#make()));
  }

  async #make(): Promise<Json> {
    const rsa = await generateKey('rsa-2048');
    const { privateKey: ed25519 } = generateKeyPairSync('ed25519');
    const now = this.#world.clock.now();
    const serialNumber = this.#world.random.bytes(16);
    const certificate = createSelfSignedCertificate({
      subject: [{ type: 'CN', value: 'Mobile Distribution feeds' }],
      notBefore: now,
      notAfter: new Date(Date.UTC(now.getUTCFullYear() + years, 0, 1)),
      serialNumber: Uint8Array.of((serialNumber[0] ?? 0) & 0x7f, ...serialNumber.subarray(1)),
      privateKey: rsa,
    });
    const pem = (key: KeyObject): string => String(key.export({ type: 'pkcs8', format: 'pem' }));
    return { certificate: toBase64(certificate), rsa: pem(rsa), ed25519: pem(ed25519) };
  }
}

function readKeys(stored: Json): Keys {
  const certificate = new X509Certificate(fromBase64(textIn(stored, 'certificate')));
  return {
    certificate: Uint8Array.from(certificate.raw),
    rsa: createPrivateKey(textIn(stored, 'rsa')),
    ed25519: createPrivateKey(textIn(stored, 'ed25519')),
  };
}
