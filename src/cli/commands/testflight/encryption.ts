/** `mdist testflight encryption`: what Apple asks about the encryption of a build, and the declarations that were approved. */

import { findBuild } from '../../../core/stores/app-store-connect/betaTesting.ts';
import {
  answerEncryption,
  encryptionAnswerOf,
  listDeclarations,
  requireAnswer,
} from '../../../core/stores/app-store-connect/exportCompliance.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { storeAppOptions } from '../store/storeAccess.ts';
import { appleAccessOptions, withAppleApp } from './appleAccess.ts';

export const testflightEncryption: Command = {
  path: ['testflight', 'encryption'],
  summary: 'List the encryption declarations of an app, or answer Apple’s question about a build',
  details: [
    'Apple asks once for each build, unless ITSAppUsesNonExemptEncryption in Info.plist answers before. exempt stands for no encryption, or only encryption that export rules exempt, such as https. You answer for your app: read Apple’s rules first.',
  ],
  options: {
    build: { type: 'text', placeholder: 'BUILD', says: 'Build to answer for' },
    'app-version': { type: 'text', placeholder: 'VERSION', says: 'Version of the build, where several have the number' },
    answer: { type: 'text', placeholder: 'ANSWER', says: 'exempt, or the id of an approved declaration' },
    ...appleAccessOptions,
    ...storeAppOptions,
  },
  examples: ['mdist testflight encryption --account apple', 'mdist testflight encryption --build 43 --answer exempt --account apple'],
  run: async (input, services) => {
    const [number, text] = [input.text('build'), input.text('answer')];
    if ((number === undefined) !== (text === undefined)) throw usageFailure('--build and --answer belong together', 'Add both');
    const { declarations, isChanged } = await withAppleApp(input, services, async (api, app) => {
      if (number === undefined || text === undefined) return { declarations: await listDeclarations(api, app.id), isChanged: null };
      const answer = encryptionAnswerOf(text);
      await requireAnswer(api, app.id, answer);
      const build = await findBuild(api, app.id, number, input.text('app-version'));
      const changed = await answerEncryption(api, build, answer);
      return { declarations: await listDeclarations(api, app.id), isChanged: changed };
    });
    return {
      document: { ...(number !== undefined && { build: number, answer: text, changed: isChanged }), declarations },
      issues: [],
      write: (page) => {
        if (isChanged !== null) page.line(isChanged ? `Answered for build ${number}` : `Build ${number} had this answer already`, 'green');
        if (declarations.length === 0) page.line('There are no declarations. Create one in App Store Connect if the app needs one.');
        else
          page.table(
            ['Id', 'State', 'Description'],
            declarations.map(({ id, state, description }) => [id, state ?? undefined, description ?? undefined]),
          );
      },
    };
  },
};
