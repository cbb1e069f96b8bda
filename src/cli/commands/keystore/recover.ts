/** `mdist keystore recover`: the keystore out of a recovery file, under a new password. The old password is never shown. */

import { changeKeystorePassword } from '../../../core/assets/keystore/changePassword.ts';
import { checkNewPassword } from '../../../core/assets/keystore/createKeystore.ts';
import { openRecovery } from '../../../core/assets/recovery/openRecovery.ts';
import { hasErrors, issueInFile } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { neededPath, newFilePassword, requireNewFile } from '../certificate/newFile.ts';
import { ownPasswordOptions } from '../sharedOptions.ts';
import { askPassphrase, recoveryPassphraseOption } from './recoveryOptions.ts';

const largestRecoveryFile = 16 * 1024 * 1024;

export const keystoreRecover: Command = {
  path: ['keystore', 'recover'],
  summary: 'Take the keystore out of a recovery file, with a new password',
  details: ['Keys and certificates stay what they are, so the keystore signs updates of the released app. Only the password is new.'],
  operands: [{ name: 'FILE', says: 'The recovery file that keystore create wrote' }],
  options: {
    out: { type: 'path', placeholder: 'FILE', says: 'The keystore to write, such as upload.p12' },
    ...recoveryPassphraseOption,
    password: { ...ownPasswordOptions.password, says: 'Where the new password of the keystore is; asked for when absent' },
    force: { type: 'flag', says: 'Replace a file at that place' },
  },
  examples: ['mdist keystore recover upload.recovery.txt --out upload.p12'],
  run: async (input, services) => {
    const { files, random } = services.ports;
    const path = input.operandPath(0);
    const out = neededPath(input, 'out', 'upload.p12');
    await requireNewFile(input, services, out);
    const bytes = await files.readFile(path, { maxBytes: largestRecoveryFile });
    const { content, issues } = await openRecovery(bytes, await askPassphrase(input, services, 'Recovery passphrase: '));
    if (!content) throw issuesFound(issues.map((issue) => issueInFile(issue, path)));
    const password = await newFilePassword(input, services, out);
    const problems = checkNewPassword(password);
    if (hasErrors(problems)) throw issuesFound(problems);
    const { keystore, password: old, keyPassword } = content;
    const changed = await changeKeystorePassword(keystore, { password: old, ...(keyPassword && { keyPassword }) }, password, random);
    if (!changed.bytes) throw issuesFound(changed.issues.map((issue) => issueInFile(issue, path)));
    await files.writeFile(out, changed.bytes, { mode: 0o600 });
    return {
      document: { path: out, aliases: changed.aliases, createdAt: content.createdAt },
      issues: problems,
      write: (page) => {
        page.heading(`The keystore ${out} is ready, with the new password`);
        page.facts([
          ['Keys', changed.aliases.join(', ')],
          ['Sealed', content.createdAt.toISOString().slice(0, 10)],
        ]);
      },
      next: [`mdist keystore inspect ${shellWord(out)}`],
    };
  },
};
