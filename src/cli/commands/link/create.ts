/** `mdist link create`: an address of a release, or of the newest release of a group, with an end, a password, a limit of installations, or for one tester. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

const dayMs = 24 * 60 * 60 * 1000;

export const linkCreate: Command = {
  path: ['link', 'create'],
  summary: 'Create a link to a release or to the newest release of a group',
  options: {
    ...serverOptions,
    ...serverAppOption,
    release: { type: 'text', placeholder: 'NUMBER', says: 'Release that the link leads to, or latest' },
    group: { type: 'text', placeholder: 'NAME', says: 'Group whose newest release the link leads to' },
    tester: { type: 'text', placeholder: 'EMAIL', says: 'Tester whose link it is; downloads are known as theirs' },
    label: { type: 'text', placeholder: 'TEXT', says: 'What the link is for' },
    days: { type: 'integer', minimum: 1, maximum: 3650, placeholder: 'NUMBER', says: 'Days until the link ends' },
    installs: { type: 'integer', minimum: 1, maximum: 1_000_000, placeholder: 'NUMBER', says: 'How many installations the link allows' },
    'link-password': { type: 'secret', says: 'Source of the password that the link asks for' },
  },
  examples: [
    'mdist link create --group Beta --server-app me/hello',
    'mdist link create --release 7 --days 7 --installs 20 --link-password env:LINK',
  ],
  run: async (input, services) => {
    const [release, group, days, installLimit] = [
      input.text('release'),
      input.text('group'),
      input.integer('days'),
      input.integer('installs'),
    ];
    if ((release === undefined) === (group === undefined))
      throw usageFailure('A link leads to one release or to one group', 'Use --release NUMBER or --group NAME');
    const password = input.secret('link-password');
    const name = serverApp(input);
    const link = await (
      await connect(input, services)
    ).createLink(name, {
      release,
      group,
      testerEmail: input.text('tester'),
      label: input.text('label'),
      expiresAt: days === undefined ? undefined : new Date(services.ports.clock.now().getTime() + days * dayMs),
      installLimit,
      password: password === undefined ? undefined : await readSecret(services, '--link-password', password),
    });
    return {
      document: { ...link },
      issues: [],
      write: (page) => page.line(link.url),
      next: [`mdist link delete ${link.id}`],
    };
  },
};
