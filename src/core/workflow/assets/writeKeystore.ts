/** Makes a key with its keystore, and a sealed recovery file of both where one is wished, and opens what was written again. */

import { checkNewPassword, createKeystore, type KeystoreInput } from '../../assets/keystore/createKeystore.ts';
import { largestKeystore } from '../../assets/keystore/readKeystore.ts';
import { inspectKeystore } from '../../assets/keystore/inspectKeystore.ts';
import { type KeystoreInspection } from '../../assets/keystore/keystore.ts';
import { checkNewPassphrase, sealRecovery } from '../../assets/recovery/sealRecovery.ts';
import { hasErrors, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type Secret } from '../../base/secret.ts';
import { type FileToWrite } from '../../ports/fileSystem.ts';
import { type AssetWorld, privateMode, requireFree } from './newAsset.ts';

export interface NewKeystore extends Omit<KeystoreInput, 'clock' | 'random' | 'form'> {
  /** Absolute. */
  readonly path: string;
  readonly recovery?: NewRecovery | undefined;
  /** Whether files at these places may be replaced. */
  readonly mayReplace?: boolean;
}

export interface NewRecovery {
  /** Absolute. */
  readonly path: string;
  readonly passphrase: Secret;
}

/** Everything that is wrong with the wish is reported before a key is made. */
export async function writeKeystore(world: AssetWorld, wish: NewKeystore): Promise<KeystoreInspection> {
  const { files, paths, clock, random } = world;
  const { path, recovery, mayReplace, ...input } = wish;
  await requireFree(world, path, mayReplace, [recovery?.path]);
  if (recovery) await requireFree(world, recovery.path, mayReplace, [path]);
  const problems: readonly Issue[] = [...checkNewPassword(input.password), ...(recovery ? checkNewPassphrase(recovery.passphrase) : [])];
  if (hasErrors(problems)) throw issuesFound(problems);
  const keystore = await createKeystore({ ...input, clock, random });
  const written: FileToWrite[] = [{ path, bytes: keystore, mode: privateMode }];
  if (recovery) {
    const content = { keystore, fileName: paths.basename(path), password: input.password, alias: input.alias, createdAt: clock.now() };
    const sealed = await sealRecovery(content, { passphrase: recovery.passphrase, random });
    written.unshift({ path: recovery.path, bytes: sealed, mode: privateMode });
  }
  // A keystore without the recovery file that was asked for would be taken for safe.
  await files.writeFiles(written);
  // Opened again from the disk: a keystore that cannot be read back must not sign a first release.
  const reopened = await inspectKeystore(await files.readFile(path, { maxBytes: largestKeystore }), { password: input.password });
  return { ...reopened, issues: [...problems, ...reopened.issues] };
}
