/** `mdist certificate create`: a certificate that App Store Connect makes of a new key, as a .p12. */

import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { createAppleCertificate } from '../../../core/workflow/stores/createAppleCertificate.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { neededPath, newFilePassword } from '../newFile.ts';
import { readStore } from '../store/storeAccess.ts';
import { appleAccessOptions } from '../testflight/appleAccess.ts';

export const certificateCreate: Command = {
  path: ['certificate', 'create'],
  summary: 'Create a signing certificate at Apple and write it as a .p12',
  details: [
    'The key is written first. If the command is interrupted, run it again: it continues with that key and with the certificate that Apple created for it. A team can have only a few certificates of each kind.',
  ],
  operands: [{ name: 'FILE', says: 'The new .p12, such as distribution.p12' }],
  options: {
    'private-key': {
      type: 'path',
      placeholder: 'FILE',
      says: 'The private key (PEM), protected by the same password; created unless it exists',
    },
    password: { type: 'secret', says: 'Source of the password of both files (default: you are asked)' },
    development: { type: 'flag', says: 'A certificate for development instead of distribution' },
    'common-name': { type: 'text', placeholder: 'NAME', says: 'Name in the request (default: mobile-distribution)' },
    force: { type: 'flag', says: 'Replace an existing .p12' },
    ...appleAccessOptions,
  },
  examples: ['mdist certificate create distribution.p12 --private-key apple.key --account apple'],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const keyPath = neededPath(input, 'private-key', 'apple.key');
    const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
    const password = await newFilePassword(input, services, { path });
    const made = await createAppleCertificate(await services.loadWorkflow(), account, {
      use: input.flag('development') ? 'development' : 'distribution',
      keyPath,
      path,
      password,
      commonName: input.text('common-name') ?? 'mobile-distribution',
      mayReplace: input.flag('force'),
    });
    return {
      document: { path, privateKey: keyPath, ...made },
      issues: [],
      write: (page) => {
        page.heading(made.isNew ? `Created the certificate ${path}` : `Wrote ${path} with the certificate that Apple has of this key`);
        page.facts([
          ['Certificate', made.name],
          ['Valid until', made.expiresAt.slice(0, 10)],
        ]);
      },
      next: [`mdist certificate inspect ${shellWord(path)}`],
    };
  },
};
