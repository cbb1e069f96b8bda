/**
 * Finds the certificate of a key and its chain among the certificates of a file. Keys are matched by their public part, and
 * by local key id only where the key is closed; chains by the issuer's name, then by key identifiers.
 */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { toHex, type Bytes } from '../../base/bytes.ts';
import { type Certificate } from '../x509/certificate.ts';

export interface FiledCertificate {
  readonly certificate: Certificate;
  readonly friendlyName: string | undefined;
  readonly localKeyId: string | undefined;
  readonly isTrusted: boolean;
}

/** Longer chains than this are not made by anyone. */
const maxChainLength = 10;

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** `undefined` when the crypto library of this runtime cannot derive it, as for some old kinds of keys. */
function exportPublicKey(privateKey: KeyObject): Bytes | undefined {
  try {
    return createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  } catch {
    return undefined;
  }
}

export class CertificateChains {
  readonly #byPublicKey = new Map<string, FiledCertificate[]>();
  readonly #byLocalKeyId = new Map<string, FiledCertificate[]>();
  readonly #byFriendlyName = new Map<string, FiledCertificate[]>();
  readonly #bySubject = new Map<string, FiledCertificate[]>();

  constructor(certificates: readonly FiledCertificate[]) {
    for (const filed of certificates) {
      append(this.#byPublicKey, toHex(filed.certificate.publicKey.der), filed);
      append(this.#bySubject, toHex(filed.certificate.subject.der), filed);
      if (filed.localKeyId !== undefined) append(this.#byLocalKeyId, filed.localKeyId, filed);
      if (filed.friendlyName !== undefined) append(this.#byFriendlyName, filed.friendlyName, filed);
    }
  }

  /** Of several certificates for one key, the one with the key's local id, else the first. */
  ofKey(privateKey: KeyObject, localKeyId: string | undefined): FiledCertificate | undefined {
    const spki = exportPublicKey(privateKey);
    const sameKey = (spki && this.#byPublicKey.get(toHex(spki))) ?? [];
    return sameKey.find((filed) => filed.localKeyId !== undefined && filed.localKeyId === localKeyId) ?? sameKey[0];
  }

  /** The certificate that claims to belong to a key, by id or, without ids, by name. */
  byClaim(localKeyId: string | undefined, friendlyName: string | undefined): FiledCertificate | undefined {
    if (localKeyId !== undefined) return this.#byLocalKeyId.get(localKeyId)?.[0];
    return friendlyName === undefined ? undefined : this.#byFriendlyName.get(friendlyName)?.find((filed) => filed.localKeyId === undefined);
  }

  /** The certificate itself, then its issuers up to a self-issued one or as far as they are known. */
  chainOf(leaf: FiledCertificate): readonly FiledCertificate[] {
    const chain = [leaf];
    for (let last = leaf.certificate; !last.isSelfIssued && chain.length < maxChainLength;) {
      // Several issuers of one name differ by key; a hostile file may contain thousands, of which a few are looked at.
      const candidates = (this.#bySubject.get(toHex(last.issuer.der)) ?? []).slice(0, 16).filter((filed) => !chain.includes(filed));
      const wanted = last.authorityKeyIdentifier;
      const next = candidates.find((filed) => wanted !== undefined && filed.certificate.subjectKeyIdentifier === wanted) ?? candidates[0];
      if (!next) break;
      chain.push(next);
      last = next.certificate;
    }
    return chain;
  }
}
