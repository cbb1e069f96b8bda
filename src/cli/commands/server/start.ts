/** `mdist server start`: runs a release server until it is stopped. */

import { userInfo } from 'node:os';
import { Failure } from '../../../core/base/failure.ts';
import { startServer } from '../../../releases/server/startServer.ts';
import { type Command } from '../../grammar/command.ts';
import { dataFolder, dataOption } from './dataFolder.ts';

const usualPort = 4300;

/** A process may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'owner';
  }
}

export const serverStart: Command = {
  path: ['server', 'start'],
  summary: 'Start a release server on this machine',
  details: [
    'Runs until Ctrl+C or SIGTERM, and then ends with 0. Keeps apps, releases and packages in the folder; one server uses it at a time.',
    'With --json, the first line is one JSON object with url, ownerToken and caCertificate, printed when the server accepts connections. The owner token is valid while the server runs.',
    'By default only this machine reaches it. --host 0.0.0.0 opens it to the network; then use --https, and let devices trust the certificate named in caCertificate.',
  ],
  options: {
    ...dataOption,
    port: { type: 'integer', placeholder: 'N', minimum: 0, maximum: 65_535, says: `Port (default: ${usualPort}; 0 for any free one)` },
    host: { type: 'text', placeholder: 'ADDRESS', says: 'Address to listen on (default: 127.0.0.1)' },
    'public-url': { type: 'text', placeholder: 'URL', says: 'Address under which people reach the server, behind a proxy' },
    'trust-proxy': {
      type: 'text',
      placeholder: 'ADDRESS',
      isRepeatable: true,
      says: 'Proxy, or network of proxies, whose X-Forwarded headers count',
    },
    'allow-private-webhooks': { type: 'flag', says: 'Let webhooks lead to addresses of this machine and its networks' },
    https: { type: 'flag', says: 'Use https, with a certificate authority that is created on first use' },
  },
  examples: [
    'mdist server start',
    'mdist server start --data releases --port 4300 --https --json',
    'mdist server start --host 0.0.0.0 --https',
    'mdist server start --public-url https://releases.example.com --trust-proxy 127.0.0.1',
  ],
  run: async (input, services) => {
    const { terminal, signal, serverEntry, hiddenVariables } = services;
    const server = await startServer({
      entry: serverEntry,
      hiddenVariables,
      dataFolder: dataFolder(input, services),
      port: input.integer('port') ?? usualPort,
      host: input.text('host') ?? '127.0.0.1',
      isTls: input.flag('https'),
      ownerName: userName(),
      publicUrl: input.text('public-url'),
      trustedProxies: input.textList('trust-proxy'),
      allowsPrivateWebhooks: input.flag('allow-private-webhooks'),
    });
    const { url, ownerToken, caCertificate } = server.running;
    if (input.flag('json')) terminal.out(`${JSON.stringify({ url, ownerToken, caCertificate })}\n`);
    else if (!input.flag('quiet')) {
      terminal.out(`Release server is running at ${url}\n`);
      if (caCertificate !== null) terminal.out(`Certificate authority that clients must trust: ${caCertificate}\n`);
      terminal.out('Press Ctrl+C to stop.\n');
    }
    const stopped = new Promise<'stopped'>((resolve) => {
      if (signal.aborted) resolve('stopped');
      else signal.addEventListener('abort', () => resolve('stopped'), { once: true });
    });
    const exitCode = await Promise.race([stopped, server.ended]);
    if (exitCode === 'stopped') await server.stop();
    else if (exitCode !== 0) throw Failure.of('server-ended', { exitCode });
    return { document: {}, issues: [], isPrinted: true, exitCode: 0, write: () => {} };
  },
};
