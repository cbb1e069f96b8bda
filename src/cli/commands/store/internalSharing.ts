/** `mdist store internal-sharing`: a link to a package that Google Play installs within minutes, without a track and without review. */

import { sharePackageOnPlay } from '../../../core/workflow/stores/sharePackage.ts';
import { playAppOf } from '../../../core/workflow/stores/openStore.ts';
import { renderQrTerminal } from '../../../releases/pages/qrCode.ts';
import { type Command } from '../../grammar/command.ts';
import { playAccessOptions, readStore } from './storeAccess.ts';

export const storeInternalSharing: Command = {
  path: ['store', 'internal-sharing'],
  summary: 'Upload a package for internal app sharing of Google Play, and show its link',
  details: [
    'Any version code can be used again, and a debuggable package is accepted. People need internal app sharing switched on in the Play Store app.',
  ],
  operands: [{ name: 'FILE', says: 'The package: .aab or .apk' }],
  options: { ...playAccessOptions },
  examples: ['mdist store internal-sharing app.aab --account play', 'mdist store internal-sharing app.apk --key file:play.json --json'],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const app = playAppOf(await readStore(input, services, 'google-play'), '', services.signal);
    const { report, signal } = services;
    const shared = await sharePackageOnPlay(await services.loadWorkflow(), { path, app, report, signal });
    const { url, certificateFingerprint, sha256, appIdentifier, requests, issues } = shared;
    return {
      document: { path, appIdentifier, url, certificateFingerprint, sha256, requests },
      issues,
      write: (page) => {
        page.line('The package is shared on Google Play.', 'green');
        page.facts([
          ['App identifier', appIdentifier],
          ['Link', url],
          ['Signed by', certificateFingerprint ?? undefined],
        ]);
        if (services.terminal.isInteractive) for (const line of renderQrTerminal(url, { colors: false }).split('\n')) page.line(line);
      },
    };
  },
};
