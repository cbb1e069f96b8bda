/**
 * Opens the parts and keys of a PKCS #12 file with the passwords given, and finds out what the password and the integrity
 * are worth. With a wrong password at most the MAC, one part and one key are tried, so that a wrong one is reported quickly.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { Secret } from '../../base/secret.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { decryptWithPassword } from '../password-encryption/decryptWithPassword.ts';
import { DerivationBudget } from '../password-encryption/derivationBudget.ts';
import { describeEncryption, type EncryptionScheme, parseEncryptionScheme } from '../password-encryption/encryptionScheme.ts';
import { passwordsToTry } from '../password-encryption/keyPasswords.ts';
import { type IntegrityState, type KeyState, type PasswordState } from '../password-encryption/lockStates.ts';
import { TooManyIterations, UnsupportedEncryption } from '../password-encryption/passwordEncryptionErrors.ts';
import { decryptPrivateKeyInfo, type EncryptedPrivateKeyInfo } from '../pkcs8/encryptedPrivateKeyInfo.ts';
import { type PrivateKeyInfo } from '../pkcs8/privateKeyInfo.ts';
import { beginKeys } from './beginKeys.ts';
import { describeMac, parseMacData, verifyMac } from './macData.ts';
import { type Pfx, type SafePart } from './pfx.ts';
import { type Pkcs12Access } from './pkcs12Inspection.ts';
import { parseSafeContents, type SafeBag } from './safeBags.ts';

export interface OpenedKey {
  readonly state: KeyState;
  readonly info: PrivateKeyInfo | undefined;
  readonly protection: string | undefined;
}

export class Pkcs12Unlocker {
  readonly issues: Issue[] = [];
  readonly protections = new Set<string>();
  hasNewProtection = false;
  hasLegacyProtection = false;
  mac: string | undefined;
  readonly #access: Pkcs12Access;
  readonly #password: Secret;
  readonly #budget = new DerivationBudget();
  #integrity: IntegrityState = 'absent';
  #hasLocks = false;
  #hasOpenedLock = false;
  #hasFailedLock = false;

  constructor(access: Pkcs12Access) {
    this.#access = access;
    this.#password = access.password ?? new Secret('');
  }

  /** What all attempts together say of the store's password. */
  get passwordState(): PasswordState {
    if (!this.#hasLocks && this.#integrity === 'absent') return 'not-needed';
    if (this.#integrity === 'verified' || this.#hasOpenedLock) return this.#access.password ? 'right' : 'not-needed';
    if (!this.#access.password) return 'missing';
    return this.#hasFailedLock || this.#integrity === 'failed' ? 'wrong' : 'unchecked';
  }

  get integrity(): IntegrityState {
    // Without a password the MAC was only tried with the empty one, which says nothing about the file.
    return this.#integrity === 'failed' && !this.#access.password ? 'unchecked' : this.#integrity;
  }

  /** Whether more attempts with the store's password can tell anything new. */
  get #isHopeless(): boolean {
    if (this.#integrity !== 'failed' || this.#hasOpenedLock) return false;
    // The empty password was only a guess; after a given one the contents say whether the MAC or the password is wrong.
    return this.#hasFailedLock || !this.#access.password;
  }

  /** Runs one attempt; what this product cannot or will not compute becomes an issue. */
  async #attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      const issue =
        error instanceof UnsupportedEncryption
          ? createIssue('pkcs12-algorithm-unsupported', { algorithm: error.algorithm })
          : error instanceof TooManyIterations && createIssue('pkcs12-too-many-iterations', { iterations: error.iterations });
      if (!issue) throw error;
      if (!this.issues.some((earlier) => earlier.message === issue.message)) this.issues.push(issue);
      return undefined;
    }
  }

  #noteScheme(scheme: EncryptionScheme): string {
    const described = describeEncryption(scheme);
    this.protections.add(described);
    this.hasNewProtection ||= scheme.kind === 'pbes2';
    this.hasLegacyProtection ||= scheme.cipher.algorithm === 'rc2' || scheme.cipher.algorithm === 'des';
    return described;
  }

  async checkMac(pfx: Pfx): Promise<void> {
    if (!pfx.macData) return;
    this.#integrity = 'unchecked';
    const node = pfx.macData;
    if (this.#access.password) beginKeys(pfx.authenticatedSafe, this.#access.password, this.#budget);
    const isRight = await this.#attempt(async () => {
      const mac = parseMacData(node);
      this.mac = describeMac(mac);
      this.hasNewProtection ||= mac.kind === 'pbmac1' || mac.hash !== 'sha1';
      return await verifyMac(mac, pfx.authenticatedSafe, this.#password, this.#budget);
    });
    if (isRight !== undefined) this.#integrity = isRight ? 'verified' : 'failed';
  }

  /** The bags of a part; `undefined` when it stays closed. Throws `MalformedAsn1`. */
  async openPart(part: SafePart): Promise<readonly SafeBag[] | undefined> {
    if (part.kind === 'plain') return parseSafeContents(part.contents);
    if (part.kind === 'unsupported') {
      this.issues.push(createIssue('pkcs12-algorithm-unsupported', { algorithm: part.name }));
      return undefined;
    }
    this.#hasLocks = true;
    const passwords = [this.#password, ...(this.#access.keyPasswords?.shared ? [this.#access.keyPasswords.shared] : [])];
    return await this.#attempt(async () => {
      const scheme = parseEncryptionScheme(part.algorithm);
      this.#noteScheme(scheme);
      for (const password of this.#isHopeless ? [] : passwords) {
        const bags = await decryptWithPassword(scheme, part.encrypted, password, this.#budget, (plain) => {
          try {
            return parseSafeContents(plain);
          } catch (error) {
            if (error instanceof MalformedAsn1) return undefined;
            throw error;
          }
        });
        if (bags) {
          this.#hasOpenedLock = true;
          return bags;
        }
        this.#hasFailedLock = true;
      }
      return undefined;
    });
  }

  async openKey(encrypted: EncryptedPrivateKeyInfo, alias: string): Promise<OpenedKey> {
    this.#hasLocks = true;
    let protection: string | undefined;
    const own = passwordsToTry(alias, this.#access.keyPasswords, undefined);
    const passwords = this.#isHopeless ? own : passwordsToTry(alias, this.#access.keyPasswords, this.#password);
    const state = await this.#attempt<KeyState | PrivateKeyInfo>(async () => {
      protection = this.#noteScheme(parseEncryptionScheme(encrypted.encryptionAlgorithm));
      for (const password of passwords) {
        const info = await decryptPrivateKeyInfo(encrypted, password, this.#budget);
        if (info && password === this.#password) this.#hasOpenedLock = true;
        if (info) return info;
        if (password === this.#password) this.#hasFailedLock = true;
      }
      return this.#access.password || own.length > 0 ? 'wrong-password' : 'locked';
    });
    if (state === undefined) return { state: 'unusable', info: undefined, protection };
    return typeof state === 'string' ? { state, info: undefined, protection } : { state: 'open', info: state, protection };
  }
}
