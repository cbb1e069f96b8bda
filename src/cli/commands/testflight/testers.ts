/** `mdist testflight testers`: who tests, and adding or removing someone. */

import { addTester, findGroup, listTesters, removeTester } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { storeAppOptions } from '../store/storeAccess.ts';
import { appleAccessOptions, withAppleApp } from './appleAccess.ts';

export const testflightTesters: Command = {
  path: ['testflight', 'testers'],
  summary: 'List the testers of TestFlight, or add and remove some of a group',
  options: {
    group: { type: 'text', placeholder: 'NAME', says: 'The group (default: all testers of the app)' },
    add: { type: 'text', placeholder: 'EMAIL', isRepeatable: true, says: 'Tester to add to the group; Apple sends the invitation' },
    'first-name': { type: 'text', placeholder: 'NAME', says: 'First name of a single added tester' },
    'last-name': { type: 'text', placeholder: 'NAME', says: 'Last name of a single added tester' },
    remove: { type: 'text', placeholder: 'EMAIL', isRepeatable: true, says: 'Tester to remove from the group' },
    ...appleAccessOptions,
    ...storeAppOptions,
  },
  examples: [
    'mdist testflight testers --group Friends --account apple',
    'mdist testflight testers --group Friends --add ann@example.com --account apple',
  ],
  run: async (input, services) => {
    const [add, remove, groupName] = [input.textList('add'), input.textList('remove'), input.text('group')];
    if (groupName === undefined && add.length + remove.length > 0) throw usageFailure('--group is missing', 'Add --group NAME');
    const wrong = [...add, ...remove].find((each) => !/^[^\s@]+@[^\s@]+$/.test(each));
    if (wrong !== undefined) throw usageFailure(`${wrong} is not a mail address`, 'Use an address such as ann@example.com');
    const [firstName, lastName] = [input.text('first-name'), input.text('last-name')];
    if ((firstName ?? lastName) !== undefined && add.length !== 1) throw usageFailure('A name is for one tester', 'Add one --add EMAIL');
    const testers = await withAppleApp(input, services, async (api, app) => {
      const group = groupName === undefined ? undefined : await findGroup(api, app.id, groupName);
      if (group) {
        for (const email of add) await addTester(api, group.id, { email, firstName, lastName });
        for (const email of remove) await removeTester(api, app.id, group.id, email);
      }
      return await listTesters(api, app.id, group?.id);
    });
    return {
      document: { group: groupName ?? null, testers },
      issues: [],
      write: (page) => {
        if (testers.length === 0) page.line('There are no testers.');
        else
          page.table(
            ['Mail', 'Name', 'State'],
            testers.map(({ email, name, state }) => [email ?? 'by public link', name ?? undefined, state ?? undefined]),
          );
      },
    };
  },
};
