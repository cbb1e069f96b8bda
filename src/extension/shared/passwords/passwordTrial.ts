/** Tries a password on the file it is for. */

import { readCertificateFile } from '../../../core/assets/certificate/readCertificateFile.ts';
import { inspectKeystore } from '../../../core/assets/keystore/inspectKeystore.ts';
import { openSigningIdentity } from '../../../core/assets/keystore/openSigningIdentity.ts';
import { largestKeystore } from '../../../core/assets/keystore/readKeystore.ts';
import { openPrivateKeys } from '../../../core/assets/certificate/privateKeyFile.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { issueText } from '../errors/tableText.ts';
import { type PasswordId } from './passwordStore.ts';

/** Why the password does not do; nothing when it does. Throws when the file is nothing that a password opens. */
export async function wrongPassword(
  files: Pick<FileSystem, 'readFile'>,
  { purpose, asset, alias }: PasswordId,
  password: Secret,
  storePassword?: Secret,
): Promise<string | undefined> {
  const bytes = await files.readFile(asset, { maxBytes: largestKeystore });
  switch (purpose) {
    case 'keystore': {
      const { format, issues } = await inspectKeystore(bytes, { password });
      if (format === undefined) throw issuesFound(issues);
      return reasonIn(issues, 'keystore-password-wrong');
    }
    case 'certificate': {
      const { format, password: state, issues } = await readCertificateFile(bytes, password);
      if (format === undefined) throw issuesFound(issues);
      return state === 'wrong' ? reasonIn(issues, 'certificate-password-wrong') : undefined;
    }
    case 'key': {
      const access = { ...(storePassword && { password: storePassword }), ...(alias !== undefined && { alias }), keyPassword: password };
      return reasonIn((await openSigningIdentity(bytes, access)).issues, 'keystore-key-password-wrong');
    }
    case 'privateKey':
      return reasonIn((await openPrivateKeys(bytes, password)).issues);
  }
}

/** The first issue, or the one of the code, with what is odd about the password. */
function reasonIn(issues: readonly Issue[], code?: Issue['code']): string | undefined {
  const found = issues.find((issue) => code === undefined || issue.code === code);
  const flaw = issues.find((issue) => issue.code === 'password-flaw' && issue !== found);
  return found && [found, ...(flaw ? [flaw] : [])].map((issue) => issueText(issue).message).join('. ');
}
