/** `mdist release promote`: brings a release to more groups and testers. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from './connect.ts';
import { releaseNumber, releaseOperand, writeRelease } from './releaseFacts.ts';

export const releasePromote: Command = {
  path: ['release', 'promote'],
  summary: 'Release the same package to more groups and testers',
  operands: [releaseOperand],
  options: {
    ...serverOptions,
    ...serverAppOption,
    group: { type: 'text', placeholder: 'NAME', isRepeatable: true, says: 'Group that gets the release' },
    tester: { type: 'text', placeholder: 'EMAIL', isRepeatable: true, says: 'Tester who gets the release' },
    mandatory: { type: 'flag', says: 'Mark the release as mandatory for them' },
    'no-notify': { type: 'flag', says: 'Do not send notifications' },
  },
  examples: ['mdist release promote 12 --group Production --server-app me/hello'],
  run: async (input, services) => {
    const [name, number] = [serverApp(input), releaseNumber(input)];
    const [groups, testers] = [input.textList('group'), input.textList('tester')];
    if (groups.length + testers.length === 0) throw usageFailure('No destination is given', 'Use --group NAME or --tester EMAIL');
    const choice = { isMandatory: input.flag('mandatory'), notifiesTesters: !input.flag('no-notify') };
    const release = await (await connect(input, services)).addDestinations(name, number, { groups, testers, ...choice });
    return { document: { ...release }, issues: [], write: (page) => writeRelease(page, release) };
  },
};
