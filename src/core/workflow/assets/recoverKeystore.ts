/** Takes the keystore out of a recovery file and writes it under a new password. Keys and certificates stay what they are. */

import { changeKeystorePassword } from '../../assets/keystore/changePassword.ts';
import { checkNewPassword } from '../../assets/keystore/createKeystore.ts';
import { openRecovery } from '../../assets/recovery/openRecovery.ts';
import { type RecoveryContent } from '../../assets/recovery/recoveryContent.ts';
import { largestRecoveryFile } from '../../assets/recovery/recoveryFile.ts';
import { hasErrors, type Issue, issueInFile } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type Secret } from '../../base/secret.ts';
import { type AssetWorld, privateMode, requireFree } from './newAsset.ts';

/** Throws what keeps the file closed. */
export async function openRecoveryFile({ files }: Pick<AssetWorld, 'files'>, path: string, passphrase: Secret): Promise<RecoveryContent> {
  const { content, issues } = await openRecovery(await files.readFile(path, { maxBytes: largestRecoveryFile }), passphrase);
  if (!content) throw issuesFound(issues.map((issue) => issueInFile(issue, path)));
  return content;
}

export interface RecoveredKeystore {
  /** Absolute. */
  readonly path: string;
  readonly password: Secret;
  readonly mayReplace?: boolean;
}

export async function writeRecoveredKeystore(
  world: AssetWorld,
  { keystore, password: old, keyPassword }: RecoveryContent,
  { path, password, mayReplace }: RecoveredKeystore,
): Promise<{ readonly aliases: readonly string[]; readonly issues: readonly Issue[] }> {
  await requireFree(world, path, mayReplace);
  const problems = checkNewPassword(password);
  if (hasErrors(problems)) throw issuesFound(problems);
  const changed = await changeKeystorePassword(keystore, { password: old, ...(keyPassword && { keyPassword }) }, password, world.random);
  if (!changed.bytes) throw issuesFound(changed.issues.map((issue) => issueInFile(issue, path)));
  await world.files.writeFile(path, changed.bytes, { mode: privateMode });
  return { aliases: changed.aliases, issues: problems };
}
