/**
 * A certificate from elsewhere, for names and addresses of the server: clients that ask for one of the names, or connect to one of the addresses, get it, all
 * others the one of the server's own authority. Such certificates are renewed every few weeks, so the files are read again while the server runs.
 */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { fromUtf8 } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { type Clock } from '../../core/ports/clock.ts';
import { NodeFileSystem } from '../../node/nodeFileSystem.ts';
import { type TlsIdentity } from './certificateAuthority.ts';

export interface CertificateFiles {
  /** PEM, the certificate of the server first. */
  readonly certificatePath: string;
  /** PEM, without a password. */
  readonly keyPath: string;
}

interface Loaded {
  readonly leaf: X509Certificate;
  readonly identity: TlsIdentity;
  readonly context: SecureContext;
}

/** A chain has a few kilobytes. */
const largestFile = 256 * 1024;

export class NamedCertificate {
  readonly #files: CertificateFiles;
  readonly #options: SecureContextOptions;
  readonly #clock: Clock;
  #loaded: Loaded;

  private constructor(files: CertificateFiles, options: SecureContextOptions, clock: Clock, loaded: Loaded) {
    this.#files = files;
    this.#options = options;
    this.#clock = clock;
    this.#loaded = loaded;
  }

  /** Fails with `server-option-refused` where the files are not a pair that clients could accept. */
  static async open(files: CertificateFiles, options: SecureContextOptions, clock: Clock): Promise<NamedCertificate> {
    return new NamedCertificate(files, options, clock, await load(files, options, clock));
  }

  /** Host names without those that have an asterisk, and addresses, as they are in a `Host` header. */
  get names(): readonly string[] {
    return [...namesOf(this.#loaded.leaf).filter((name) => !name.includes('*')), ...addressesOf(this.#loaded.leaf)];
  }

  get identity(): TlsIdentity {
    return this.#loaded.identity;
  }

  /** `undefined` for a name that the certificate is not for. */
  contextFor(name: string): SecureContext | undefined {
    const { leaf, context } = this.#loaded;
    return leaf.checkHost(name) === undefined ? undefined : context;
  }

  /** Clients that connect to an address name none. */
  isForAddress(address: string): boolean {
    // An IPv4 client of a socket for both.
    const plain = address.replace(/^::ffff:(?=[\d.]+$)|^\[|\]$/gi, '');
    return isIP(plain) !== 0 && this.#loaded.leaf.checkIP(plain) !== undefined;
  }

  /** Takes what the files have now. Where they cannot be used, the failure says why and the earlier certificate stays. */
  async renew(): Promise<void> {
    this.#loaded = await load(this.#files, this.#options, this.#clock);
  }
}

async function load({ certificatePath, keyPath }: CertificateFiles, options: SecureContextOptions, clock: Clock): Promise<Loaded> {
  const [certificate, privateKey] = await Promise.all([readPem(certificatePath), readPem(keyPath)]);
  const leaf = attempt(certificatePath, 'it contains no certificate in PEM', () => new X509Certificate(certificate));
  const key = attempt(keyPath, 'it contains no private key in PEM that opens without a password', () => createPrivateKey(privateKey));
  if (!leaf.checkPrivateKey(key)) throw refused(keyPath, 'it does not belong to the certificate');
  if (namesOf(leaf).length + addressesOf(leaf).length === 0) throw refused(certificatePath, 'it is for no host name and no address');
  if (leaf.validToDate.getTime() <= clock.now().getTime()) throw refused(certificatePath, 'it has expired');
  const context = attempt(certificatePath, 'TLS does not accept it', () =>
    createSecureContext({ ...options, cert: certificate, key: privateKey }),
  );
  return { leaf, identity: { certificate, privateKey }, context };
}

function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return Array.from(subjectAltName.matchAll(/(?:^|, )DNS:([\w*.-]+)(?=,|$)/g), ([, name = '']) => name.toLowerCase());
}

function addressesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return Array.from(subjectAltName.matchAll(/(?:^|, )IP Address:([\da-f:.]+)(?=,|$)/gi), ([, address = '']) =>
    // In its shortest form, as browsers write it.
    address.includes(':') ? (URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1) ?? address.toLowerCase()) : address,
  );
}

async function readPem(path: string): Promise<string> {
  return fromUtf8(await new NodeFileSystem().readFile(path, { maxBytes: largestFile }));
}

function attempt<Value>(path: string, reason: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw refused(path, reason, error);
  }
}

function refused(path: string, reason: string, cause?: unknown): Failure {
  const value = `${path}: ${reason}`;
  return Failure.of('server-option-refused', { value, expected: 'PEM: certificates, the server’s first, and its private key' }, { cause });
}
