/** Opens a signing file with the passwords that are stored for it, without asking anyone. */

import { readSigningFile, type SigningFileAccess } from '../../../core/assets/signing-file/readSigningFile.ts';
import { type SigningFile, type SigningRole } from '../../../core/assets/signing-file/signingFile.ts';
import { dayOf } from '../../../core/assets/validity.ts';
import { type Bytes } from '../../../core/base/bytes.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';

/** A file with its bytes, as passwords are stored for it. */
export interface FiledBytes {
  readonly name: string;
  /** Of the passwords: its path, or its address where it has none. */
  readonly asset: string;
  readonly bytes: Bytes;
}

/** No one is asked: it only looks what is there. */
export type StoredPasswords = Pick<PasswordStore, 'get'>;

export interface OpenedFile {
  readonly file: SigningFile;
  readonly isRemembered: boolean;
}

/** What opening takes of the world. */
export type OpenerWorld = Pick<WorkflowWorld, 'clock' | 'sessionCache' | 'trustedRoots'>;

export class SigningFileOpener {
  readonly #world: OpenerWorld;
  readonly #passwords: StoredPasswords;

  constructor(world: OpenerWorld, passwords: StoredPasswords) {
    this.#world = world;
    this.#passwords = passwords;
  }

  /** Deriving keys from passwords is slow on purpose, so it is done once a file, use and day. */
  async read({ name, bytes }: FiledBytes, access: Omit<SigningFileAccess, 'now' | 'trusted'> = {}): Promise<SigningFile> {
    const { sessionCache, trustedRoots = [], clock } = this.#world;
    const now = clock.now();
    const { role, password, keyPasswords } = access;
    const make = async (): Promise<SigningFile> => await readSigningFile(name, bytes, { ...access, now, trusted: trustedRoots });
    const purpose = `signing file ${JSON.stringify([name, role, dayOf(now), [...(keyPasswords?.keys() ?? [])]])}`;
    return await (sessionCache?.remember(purpose, bytes, [password, ...(keyPasswords?.values() ?? [])], make) ?? make());
  }

  /** `closed` is what was read without a password. */
  async openStored(filed: FiledBytes, closed: SigningFile, role?: SigningRole): Promise<OpenedFile> {
    if (closed.kind !== 'store' || closed.password === 'not-needed') return { file: closed, isRemembered: false };
    const stored = await this.#stored(filed.asset, role ?? closed.role);
    if (!stored) return { file: closed, isRemembered: false };
    const opened = await this.read(filed, stored);
    const keyPasswords = await this.#keyPasswords(filed.asset, opened);
    return { file: keyPasswords.size === 0 ? opened : await this.read(filed, { ...stored, keyPasswords }), isRemembered: true };
  }

  /** A .p12 may be stored under either role; the one it is known to have comes first. */
  async #stored(
    asset: string,
    role: SigningRole | undefined,
  ): Promise<{ readonly role: SigningRole; readonly password: Secret } | undefined> {
    for (const purpose of role === 'certificate' ? roles.toReversed() : roles) {
      const password = await this.#passwords.get({ purpose, asset });
      if (password) return { role: role ?? purpose, password };
    }
    return undefined;
  }

  async #keyPasswords(asset: string, file: SigningFile): Promise<ReadonlyMap<string, Secret>> {
    const found = new Map<string, Secret>();
    for (const { alias, keyState } of file.kind === 'store' ? file.entries : []) {
      if (alias === undefined || keyState !== 'wrong-password') continue;
      const password = await this.#passwords.get({ purpose: 'key', asset, alias });
      if (password) found.set(alias, password);
    }
    return found;
  }
}

const roles = ['keystore', 'certificate'] as const satisfies readonly SigningRole[];
