/** The passwords that files of other tools hold: which of them open an asset of the app, copied to secret storage. */

import { isFailure } from '../../../core/base/failure.ts';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { type ImportedSecret } from '../../../core/settings/import/importedFile.ts';
import { appOnPlatform, type OpenedApp } from '../../../core/workflow/openApp.ts';
import { type PasswordId, type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { wrongPassword } from '../../shared/passwords/passwordTrial.ts';

export interface StoredSecrets {
  readonly stored: readonly ImportedSecret[];
  /** They do not open their asset. */
  readonly wrong: readonly ImportedSecret[];
  /** Nothing of the app uses them. */
  readonly other: readonly ImportedSecret[];
}

interface SecretParts {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly passwords: Pick<PasswordStore, 'get' | 'set'>;
}

/** A password of an asset that is not there yet is stored for when it is. `beside` may open the keystore in which a key is tried. */
export async function storeSecrets(
  parts: SecretParts,
  app: OpenedApp,
  secrets: readonly ImportedSecret[],
  beside: readonly ImportedSecret[] = [],
): Promise<StoredSecrets> {
  const [stored, wrong, other]: [ImportedSecret[], ImportedSecret[], ImportedSecret[]] = [[], [], []];
  for (const secret of secrets) {
    const id = passwordIdOf(parts, app, secret);
    if (!id) other.push(secret);
    else if (await isWrong(parts, id, secret, [...secrets, ...beside])) wrong.push(secret);
    else {
      await parts.passwords.set(id, secret.secret);
      stored.push(secret);
    }
  }
  return { stored, wrong, other };
}

/** Those that secret storage has, with the same value. */
export async function storedSecrets(
  parts: SecretParts,
  app: OpenedApp,
  secrets: readonly ImportedSecret[],
): Promise<readonly ImportedSecret[]> {
  const stored: ImportedSecret[] = [];
  for (const secret of secrets) {
    const id = passwordIdOf(parts, app, secret);
    if (id && (await parts.passwords.get(id))?.equals(secret.secret)) stored.push(secret);
  }
  return stored;
}

function passwordIdOf({ paths }: SecretParts, app: OpenedApp, { purpose, asset, alias }: ImportedSecret): PasswordId | undefined {
  if (purpose === 'other') return undefined;
  const { keystore, keyAlias } = appOnPlatform(app, 'android').effective;
  const file = asset ?? (purpose === 'certificate' ? appOnPlatform(app, 'ios').effective.certificate : keystore)?.value;
  if (file === undefined) return undefined;
  const ofKey = purpose === 'key' ? (alias ?? keyAlias?.value) : undefined;
  return { purpose, asset: paths.resolve(app.folder, file), ...(ofKey !== undefined && { alias: ofKey }) };
}

async function isWrong(parts: SecretParts, id: PasswordId, secret: ImportedSecret, all: readonly ImportedSecret[]): Promise<boolean> {
  const ofStore = all.find(({ purpose, asset }) => purpose === 'keystore' && asset === secret.asset)?.secret;
  const storePassword = ofStore ?? (await parts.passwords.get({ purpose: 'keystore', asset: id.asset }));
  try {
    return (await wrongPassword(parts.files, id, secret.secret, storePassword)) !== undefined;
  } catch (error) {
    if (isFailure(error)) return !isFailure(error, 'file-not-found');
    throw error;
  }
}
