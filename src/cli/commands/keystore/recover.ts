/** `mdist keystore recover`: the keystore out of a recovery file, under a new password. The old password is never shown. */

import { openRecoveryFile, writeRecoveredKeystore } from '../../../core/workflow/assets/recoverKeystore.ts';
import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { neededPath, newFilePassword } from '../newFile.ts';
import { ownPasswordOptions } from '../sharedOptions.ts';
import { askPassphrase, recoveryPassphraseOption } from './recoveryOptions.ts';

export const keystoreRecover: Command = {
  path: ['keystore', 'recover'],
  summary: 'Restore the keystore from a recovery file, with a new password',
  details: ['Keys and certificates stay the same, so you can sign updates of a released app. Only the password is new.'],
  operands: [{ name: 'FILE', says: 'The recovery file created by keystore create' }],
  options: {
    out: { type: 'path', placeholder: 'FILE', says: 'The new keystore, such as upload.p12' },
    ...recoveryPassphraseOption,
    password: { ...ownPasswordOptions.password, says: 'Source of the new keystore password (default: you are asked)' },
    force: { type: 'flag', says: 'Replace an existing file' },
  },
  examples: ['mdist keystore recover upload.recovery.txt --out upload.p12'],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const out = neededPath(input, 'out', 'upload.p12');
    const mayReplace = input.flag('force');
    await requireFree(services.ports, out, mayReplace, [path, ...input.secretFiles()]);
    const content = await openRecoveryFile(services.ports, path, await askPassphrase(input, services, 'Recovery passphrase: '));
    const password = await newFilePassword(input, services, { path: out });
    const { aliases, issues } = await writeRecoveredKeystore(services.ports, content, { path: out, password, mayReplace });
    return {
      document: { path: out, aliases, createdAt: content.createdAt },
      issues,
      write: (page) => {
        page.heading(`Created the keystore ${out} with the new password`);
        page.facts([
          ['Keys', aliases.join(', ')],
          ['Sealed', content.createdAt.toISOString().slice(0, 10)],
        ]);
      },
      next: [`mdist keystore inspect ${shellWord(out)}`],
    };
  },
};
