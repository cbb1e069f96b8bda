/**
 * Asks for the password of a signing asset, tries it on the file at once, and asks again with the reason while it is wrong.
 * Only a password that opens its file is stored.
 */

import { largestCertificateFile, readCertificateFile } from '../../core/assets/certificate/readCertificateFile.ts';
import { inspectKeystore } from '../../core/assets/keystore/inspectKeystore.ts';
import { openSigningIdentity } from '../../core/assets/keystore/openSigningIdentity.ts';
import { Failure } from '../../core/base/failure.ts';
import { type Issue } from '../../core/base/issue.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type FileSystem } from '../../core/ports/fileSystem.ts';
import { largestKeystore } from '../../core/assets/keystore/readKeystore.ts';
import { type PasswordId, type PasswordStore } from './passwordStore.ts';

export class PasswordAsker {
  readonly #files: Pick<FileSystem, 'readFile'>;
  readonly #passwords: PasswordStore;

  constructor(files: Pick<FileSystem, 'readFile'>, passwords: PasswordStore) {
    this.#files = files;
    this.#passwords = passwords;
  }

  /** Throws `cancelled` on Escape, and when the file is no such asset at all. */
  async askAndStore(id: PasswordId): Promise<void> {
    let reason: string | undefined;
    for (;;) {
      const password = await this.#passwords.ask(id, reason);
      reason = await this.#wrong(id, password);
      if (reason === undefined) {
        await this.#passwords.set(id, password);
        return;
      }
    }
  }

  /** Why the password does not do; nothing when it does. */
  async #wrong(id: PasswordId, password: Secret): Promise<string | undefined> {
    if (id.purpose === 'certificate') {
      const bytes = await this.#files.readFile(id.asset, { maxBytes: largestCertificateFile });
      const { format, password: state, issues } = await readCertificateFile(bytes, password);
      requireFormat(format, issues, id);
      return state === 'wrong' ? reasonIn(issues, 'certificate-password-wrong') : undefined;
    }
    const bytes = await this.#files.readFile(id.asset, { maxBytes: largestKeystore });
    if (id.purpose === 'keystore') {
      const { format, issues } = await inspectKeystore(bytes, { password });
      requireFormat(format, issues, id);
      return reasonIn(issues, 'keystore-password-wrong');
    }
    const store: PasswordId = { purpose: 'keystore', asset: id.asset };
    if (!(await this.#passwords.has(store))) await this.askAndStore(store);
    const storePassword = await this.#passwords.get(store);
    const { issues } = await openSigningIdentity(bytes, {
      ...(storePassword && { password: storePassword }),
      keyPassword: password,
      ...(id.alias !== undefined && { alias: id.alias }),
    });
    return reasonIn(issues, 'keystore-key-password-wrong');
  }
}

function requireFormat(format: string | undefined, issues: readonly Issue[], { asset }: PasswordId): void {
  if (format === undefined) throw Failure.of('issues-found', { summary: issues[0]?.message ?? asset }, { issues });
}

function reasonIn(issues: readonly Issue[], code: Issue['code']): string | undefined {
  return issues.find((issue) => issue.code === code)?.message;
}
