/** `mdist store testers`: who may test a closed track of Google Play, and the link by which they join. */

import { changeTesters, optInAddress } from '../../../core/stores/google-play/playChanges.ts';
import { playAppOf } from '../../../core/workflow/stores/openStore.ts';
import { renderQrTerminal } from '../../../releases/pages/qrCode.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { playAccessOptions, readStore, storeAppIdentifier, storeAppOptions } from './storeAccess.ts';

export const storeTesters: Command = {
  path: ['store', 'testers'],
  summary: 'List or change the testers of a closed track of Google Play, with the link to join',
  details: ['The API of Google Play takes Google Groups only. Add single addresses in the Play Console.'],
  options: {
    track: { type: 'text', placeholder: 'NAME', says: 'The closed track (default: alpha)' },
    add: { type: 'text', placeholder: 'EMAIL', isRepeatable: true, says: 'Address of a Google Group to add' },
    remove: { type: 'text', placeholder: 'EMAIL', isRepeatable: true, says: 'Address of a Google Group to remove' },
    ...playAccessOptions,
    ...storeAppOptions,
  },
  examples: ['mdist store testers --track alpha --account play', 'mdist store testers --add beta@googlegroups.com --account play'],
  run: async (input, services) => {
    const [add, remove] = [input.textList('add'), input.textList('remove')];
    const wrong = [...add, ...remove].find((each) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(each));
    if (wrong !== undefined)
      throw usageFailure(`${wrong} is not an address`, 'Use the address of a Google Group, such as beta@googlegroups.com');
    const appIdentifier = await storeAppIdentifier(input, services, 'google-play');
    const app = playAppOf(await readStore(input, services, 'google-play'), appIdentifier, services.signal);
    const track = input.text('track') ?? 'alpha';
    const { result, isChanged, requests } = await changeTesters(await services.loadWorkflow(), app, { track, add, remove });
    const url = optInAddress(appIdentifier);
    return {
      document: { appIdentifier, track, googleGroups: result, changed: isChanged, url, requests },
      issues: [],
      write: (page) => {
        page.line(
          result.length === 0
            ? `No Google Group tests the track ${track}.`
            : `Google Groups that test the track ${track}: ${result.join(', ')}`,
        );
        page.line(`Join the test: ${url}`);
        if (services.terminal.isInteractive) for (const line of renderQrTerminal(url, { colors: false }).split('\n')) page.line(line);
      },
    };
  },
};
