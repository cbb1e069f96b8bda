/** `mdist testflight groups`: the groups of TestFlight, and making one. */

import { createGroup, listGroups } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { storeAppOptions } from '../store/storeAccess.ts';
import { appleAccessOptions, withAppleApp } from './appleAccess.ts';

export const testflightGroups: Command = {
  path: ['testflight', 'groups'],
  summary: 'List the TestFlight groups of an app, or create one',
  options: {
    create: { type: 'text', placeholder: 'NAME', says: 'Create a group of this name, unless it exists' },
    internal: { type: 'flag', says: 'With --create: a group for people of your team, which gets every build' },
    'public-link': {
      type: 'integer',
      placeholder: 'NUMBER',
      minimum: 1,
      maximum: 10_000,
      says: 'With --create: a link by which so many people may join',
    },
    ...appleAccessOptions,
    ...storeAppOptions,
  },
  examples: ['mdist testflight groups --account apple', 'mdist testflight groups --create Friends --public-link 100 --account apple'],
  run: async (input, services) => {
    const [name, isInternal, publicLinkLimit] = [input.text('create'), input.flag('internal'), input.integer('public-link')];
    if (name === undefined && (isInternal || publicLinkLimit !== undefined))
      throw usageFailure('--internal and --public-link need --create', 'Add --create NAME');
    if (isInternal && publicLinkLimit !== undefined)
      throw usageFailure('--internal and --public-link exclude each other', 'Public links are for external groups');
    const groups = await withAppleApp(input, services, async (api, app) =>
      name === undefined ? await listGroups(api, app.id) : [await createGroup(api, app.id, { name, isInternal, publicLinkLimit })],
    );
    return {
      document: { groups },
      issues: [],
      write: (page) => {
        if (groups.length === 0) page.line('There are no groups. Create one with --create NAME.');
        else
          page.table(
            ['Group', 'Kind', 'Public link'],
            groups.map((each) => [each.name, each.isInternal ? 'internal' : 'external', each.publicLink ?? undefined]),
          );
      },
    };
  },
};
