/** `mdist release promote`: brings a release to more groups, testers and stores. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from './connect.ts';
import { releaseNumber, releaseOperand, writeRelease } from './releaseFacts.ts';

export const releasePromote: Command = {
  path: ['release', 'promote'],
  summary: 'Release the same package to more groups, testers and stores',
  details: [
    'A store is an account that the server was started with (mdist server start --store). It publishes with its own key, in the background; mdist release show says how far it is. Ordering it again repeats what failed.',
  ],
  operands: [releaseOperand],
  options: {
    ...serverOptions,
    ...serverAppOption,
    group: { type: 'text', placeholder: 'NAME', isRepeatable: true, says: 'Group that gets the release' },
    tester: { type: 'text', placeholder: 'EMAIL', isRepeatable: true, says: 'Tester who gets the release' },
    store: { type: 'text', placeholder: 'NAME', isRepeatable: true, says: 'Store of the server that gets the release' },
    mandatory: { type: 'flag', says: 'Mark the release as mandatory for them' },
    'no-notify': { type: 'flag', says: 'Do not send notifications' },
  },
  examples: [
    'mdist release promote 12 --group Production --server-app me/hello',
    'mdist release promote 12 --store play --server-app me/hello',
  ],
  run: async (input, services) => {
    const [name, number] = [serverApp(input), releaseNumber(input)];
    const [groups, testers, stores] = [input.textList('group'), input.textList('tester'), input.textList('store')];
    if (groups.length + testers.length + stores.length === 0)
      throw usageFailure('No destination is given', 'Use --group NAME, --tester EMAIL or --store NAME');
    const choice = { isMandatory: input.flag('mandatory'), notifiesTesters: !input.flag('no-notify') };
    const release = await (await connect(input, services)).addDestinations(name, number, { groups, testers, stores, ...choice });
    return { document: { ...release }, issues: [], write: (page) => writeRelease(page, release) };
  },
};
