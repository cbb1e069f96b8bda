/** `mdist server doctor`: looks at a release server from outside. */

import { exitCodes } from '../../../core/base/exitCodes.ts';
import { withoutEnd } from '../../../core/base/withoutEnd.ts';
import { checkServer } from '../../../releases/client/checkServer.ts';
import { type Command } from '../../grammar/command.ts';
import { connection, serverOptions } from '../release/connect.ts';

const marks = { right: '✓', doubtful: '!', wrong: '✗', 'not checked': '–' } as const;

export const serverDoctor: Command = {
  path: ['server', 'doctor'],
  summary: 'Check a release server from outside, through its proxy',
  details: [
    'Checks the scheme, certificate, redirects, sizes of bodies, and with a release the addresses in links, ranges, media types and the manifest for iOS. Each finding says what to do.',
    '--url is the address that people use. Without --server, the token is that of the server on this machine, so that its public address can be checked from here.',
    'Ends with 4 when something is wrong.',
  ],
  options: { ...serverOptions, url: { type: 'text', placeholder: 'URL', says: 'Address to check (default: that of the server)' } },
  examples: [
    'mdist server doctor',
    'mdist server doctor --url https://releases.example.com',
    'mdist server doctor --server https://releases.example.com --token env:T --json',
  ],
  run: async (input, services) => {
    const { client, http, server, token, certificates } = await connection(input, services, input.text('url'));
    const url = withoutEnd(server, '/');
    const findings = await checkServer({
      http,
      client,
      url,
      token,
      certificateAuthorities: certificates,
      now: services.ports.clock.now(),
      signal: services.signal,
    });
    const wrong = findings.filter(({ state }) => state === 'wrong');
    return {
      document: { url, findings },
      issues: [],
      write: (page) => {
        page.heading(url);
        page.table(
          ['', 'What', 'State'],
          findings.map(({ what, state, says }) => [marks[state], what, says]),
        );
        for (const { what, state, remedy } of findings)
          if (state !== 'right' && remedy !== undefined) page.line().line(`${what}: ${remedy}.`);
        page.line().line(wrong.length === 0 ? 'Nothing is wrong.' : `Wrong: ${wrong.length}`);
      },
      exitCode: wrong.length === 0 ? exitCodes.done : exitCodes.remote,
    };
  },
};
