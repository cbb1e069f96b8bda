/** `mdist link list`: the links of an app on a release server, and how often each was used. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const linkList: Command = {
  path: ['link', 'list'],
  summary: 'List the links of an app on a release server',
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist link list --server-app me/hello'],
  run: async (input, services) => {
    const now = services.ports.clock.now().toISOString();
    const links = await (await connect(input, services)).listLinks(serverApp(input));
    return {
      document: { links },
      issues: [],
      write: (page) => {
        if (links.length === 0) page.line('There are no links.');
        else
          page.table(
            ['Leads to', 'For', 'Installs', 'Ends', 'State', 'Identifier'],
            links.map((link) => [
              link.release === null ? (link.group ?? '') : `release ${link.release}`,
              link.testerEmail ?? link.label,
              link.installLimit === null ? String(link.installs) : `${link.installs} of ${link.installLimit}`,
              link.expiresAt?.slice(0, 10) ?? '',
              stateOf(link, now),
              link.id,
            ]),
          );
      },
    };
  },
};

function stateOf(
  link: {
    readonly isRevoked: boolean;
    readonly hasPassword: boolean;
    readonly expiresAt: string | null;
    readonly installLimit: number | null;
    readonly installs: number;
  },
  now: string,
): string {
  if (link.isRevoked) return 'withdrawn';
  if (link.expiresAt !== null && link.expiresAt <= now) return 'ended';
  if (link.installLimit !== null && link.installs >= link.installLimit) return 'used up';
  return link.hasPassword ? 'open, password' : 'open';
}
