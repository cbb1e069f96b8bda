/**
 * A JKS keystore from bytes that may be anything: entries, keys that a password opens, and what is wrong. Never throws.
 * Everything but the keys is readable without a password. JCEKS and the stores of Bouncy Castle are other formats.
 */

import { type KeyObject } from 'node:crypto';
import { equalBytes, toHex, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { Secret } from '../../base/secret.ts';
import { parseAsn1Prefix } from '../asn1/asn1Node.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { nameOfObjectIdentifier } from '../asn1/objectIdentifierNames.ts';
import { passwordsToTry, type KeyPasswords } from '../password-encryption/keyPasswords.ts';
import { type IntegrityState, type KeyState, type PasswordState } from '../password-encryption/lockStates.ts';
import { encryptedPrivateKeyInfoOf } from '../pkcs8/encryptedPrivateKeyInfo.ts';
import { openPrivateKey, parsePrivateKeyInfo, type PrivateKeyInfo } from '../pkcs8/privateKeyInfo.ts';
import { parseAlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';
import { type Certificate } from '../x509/certificate.ts';
import { inspectCertificate } from '../x509/inspectCertificate.ts';
import { isCertificateOfKey } from '../x509/isCertificateOfKey.ts';
import {
  jksDigest,
  jksMagic,
  maxJksEntries,
  readJksStructure,
  type JksDamage,
  type JksRawEntry,
  type JksStructure,
} from './jksStructure.ts';
import { javaPasswordBytes, keyProtectorAlgorithm, unprotectKey } from './keyProtector.ts';

export interface JavaKeystoreAccess {
  readonly password?: Secret;
  readonly keyPasswords?: KeyPasswords;
}

export interface JksKeyEntry {
  readonly kind: 'private-key';
  readonly alias: string;
  readonly createdAt: Date;
  readonly keyState: KeyState;
  readonly privateKeyInfo: PrivateKeyInfo | undefined;
  /** Present when the key is open and the crypto library of this runtime takes it. */
  readonly privateKey: KeyObject | undefined;
  /** The certificate of the key first. */
  readonly certificates: readonly Certificate[];
  readonly isCertificateOfKey: boolean | undefined;
}

export interface JksCertificateEntry {
  readonly kind: 'certificate';
  readonly alias: string;
  readonly createdAt: Date;
  readonly certificate: Certificate;
}

export interface JavaKeystoreInspection {
  readonly isJavaKeystore: boolean;
  readonly password: PasswordState;
  readonly integrity: IntegrityState;
  readonly entries: readonly (JksKeyEntry | JksCertificateEntry)[];
  readonly issues: readonly Issue[];
}

function damageIssue(damage: JksDamage): Issue {
  switch (damage.kind) {
    case 'truncated':
      return createIssue('jks-truncated', { offset: damage.offset }, { offset: damage.offset });
    case 'unknown-version':
      return createIssue('jks-unknown-version', { version: damage.version });
    case 'unknown-entry':
      return createIssue('jks-unknown-entry', { tag: damage.tag }, { offset: damage.offset });
    case 'too-many-entries':
      return createIssue('jks-too-many-entries', { limit: maxJksEntries });
  }
}

class JavaKeystoreReader {
  readonly issues: Issue[] = [];
  readonly #access: JavaKeystoreAccess;
  /** The store's password opened a key: then it is right, whatever the digest says. */
  hasOpenedKey = false;

  constructor(access: JavaKeystoreAccess) {
    this.#access = access;
  }

  #certificate(der: Bytes): Certificate | undefined {
    const { certificate, issues } = inspectCertificate(der);
    for (const issue of issues) this.issues.push(issue);
    return certificate;
  }

  #openKey(alias: string, protectedKey: Bytes): { readonly state: KeyState; readonly info: PrivateKeyInfo | undefined } {
    try {
      const { encryptionAlgorithm, encryptedData } = encryptedPrivateKeyInfoOf(parseAsn1Prefix(protectedKey));
      const { oid } = parseAlgorithmIdentifier(encryptionAlgorithm);
      if (oid !== keyProtectorAlgorithm) {
        this.issues.push(createIssue('jks-key-unreadable', { alias, reason: `${nameOfObjectIdentifier(oid)} is not supported` }));
        return { state: 'unusable', info: undefined };
      }
      const passwords = passwordsToTry(alias, this.#access.keyPasswords, this.#access.password);
      for (const password of passwords) {
        const key = unprotectKey(encryptedData, javaPasswordBytes(password));
        if (!key) continue;
        if (password === this.#access.password) this.hasOpenedKey = true;
        return { state: 'open', info: parsePrivateKeyInfo(key) };
      }
      return { state: passwords.length > 0 ? 'wrong-password' : 'locked', info: undefined };
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
      this.issues.push(createIssue('jks-key-unreadable', { alias, reason: error.message }));
      return { state: 'unusable', info: undefined };
    }
  }

  readEntry(raw: JksRawEntry): JksKeyEntry | JksCertificateEntry | undefined {
    const { alias, createdAt } = raw;
    if (raw.kind === 'certificate') {
      const certificate = this.#certificate(raw.certificate);
      return certificate && { kind: 'certificate', alias, createdAt, certificate };
    }
    const { state, info } = this.#openKey(alias, raw.protectedKey);
    const certificates = raw.chain.map((der) => this.#certificate(der)).filter((certificate) => certificate !== undefined);
    const privateKey = info && openPrivateKey(info);
    const [leaf] = certificates;
    const isOfKey = privateKey && leaf && isCertificateOfKey(leaf, privateKey);
    if (isOfKey === false) this.issues.push(createIssue('jks-certificate-mismatch', { alias }));
    const opened = { keyState: state, privateKeyInfo: info, privateKey };
    return { kind: 'private-key', alias, createdAt, ...opened, certificates, isCertificateOfKey: isOfKey };
  }

  checkIntegrity({ signed }: JksStructure): { readonly password: PasswordState; readonly integrity: IntegrityState } {
    const { password } = this.#access;
    if (!signed) return { password: password ? (this.hasOpenedKey ? 'right' : 'unchecked') : 'missing', integrity: 'unchecked' };
    if (signed.trailingBytes > 0) this.issues.push(createIssue('jks-trailing-bytes', { count: signed.trailingBytes }));
    const isRight = equalBytes(jksDigest(javaPasswordBytes(password ?? new Secret('')), signed.content), signed.digest);
    if (isRight) return { password: password ? 'right' : 'not-needed', integrity: 'verified' };
    if (!password) return { password: 'missing', integrity: 'unchecked' };
    return { password: this.hasOpenedKey ? 'right' : 'wrong', integrity: 'failed' };
  }
}

export function inspectJavaKeystore(bytes: Bytes, access: JavaKeystoreAccess = {}): JavaKeystoreInspection {
  const reader = new JavaKeystoreReader(access);
  if (toHex(bytes.subarray(0, 4)) !== jksMagic.toString(16)) {
    const issue = createIssue('jks-not-a-keystore', {});
    return { isJavaKeystore: false, password: 'unchecked', integrity: 'unchecked', entries: [], issues: [issue] };
  }
  const structure = readJksStructure(bytes);
  if (structure.damage) reader.issues.push(damageIssue(structure.damage));
  const entries = structure.entries.map((raw) => reader.readEntry(raw)).filter((entry) => entry !== undefined);
  return { isJavaKeystore: true, ...reader.checkIntegrity(structure), entries, issues: reader.issues };
}
