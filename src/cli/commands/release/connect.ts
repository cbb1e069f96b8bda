/**
 * How a command reaches a release server: --server with --token, or the one that runs on this machine, which leaves its address and token in a
 * file that only its owner can read.
 */

import { fromUtf8 } from '../../../core/base/bytes.ts';
import { isFailure } from '../../../core/base/failure.ts';
import { Secret } from '../../../core/base/secret.ts';
import { NodeHttpClient } from '../../../node/http/nodeHttpClient.ts';
import { ReleaseClient, type AppName } from '../../../releases/client/releaseClient.ts';
import { parseRunningServer } from '../../../releases/client/runningServerFile.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { dataFolder, dataOption } from '../server/dataFolder.ts';

type Options = Readonly<Record<string, OptionSpec>>;

export const serverOptions = {
  server: { type: 'text', placeholder: 'URL', says: 'The release server (default: the one that runs on this machine)' },
  token: { type: 'secret', says: 'Source of the token' },
  'ca-certificate': { type: 'path', placeholder: 'FILE', says: 'Certificate authority to trust, PEM' },
  ...dataOption,
} as const satisfies Options;

export const serverAppOption = {
  'server-app': { type: 'text', placeholder: 'OWNER/APP', says: 'The app on the server' },
} as const satisfies Options;

const largestFile = 1024 * 1024;

export async function connect(input: CommandInput, services: CommandServices): Promise<ReleaseClient> {
  return (await connection(input, services)).client;
}

/** With what the client is made of. `address` is another one under which the same server is reached. */
export async function connection(input: CommandInput, services: CommandServices, address?: string) {
  const found = await target(input, services);
  const server = address ?? found.server;
  if (!/^https?:$/.test(URL.parse(server)?.protocol ?? '')) throw usageFailure(`${server} is not an address`, 'Use https://HOST');
  const http = new NodeHttpClient({ proxies: { ...services.environment }, certificateAuthorities: found.certificates });
  const client = new ReleaseClient({ http, server, token: found.token, signal: services.signal });
  return { ...found, server, http, client };
}

async function target(input: CommandInput, services: CommandServices) {
  const { files } = services.ports;
  const reference = input.secret('token');
  const given = reference === undefined ? undefined : await readSecret(services, '--token', reference);
  const certificatePath = input.path('ca-certificate');
  const readText = async (path: string): Promise<string> => fromUtf8(await files.readFile(path, { maxBytes: largestFile }));
  const server = input.text('server');
  if (server !== undefined) {
    if (!given) throw usageFailure('--server needs a token', 'Use --token env:NAME or --token file:PATH');
    return { server, token: given, certificates: certificatePath === undefined ? [] : [await readText(certificatePath)] };
  }
  const path = services.paths.resolve(dataFolder(input, services), 'server.json');
  const running = parseRunningServer(
    await readText(path).catch((error: unknown) => {
      if (isFailure(error, 'file-not-found')) return '';
      throw error;
    }),
  );
  if (!running) throw usageFailure('No release server runs on this machine', 'Start one with mdist server start, or use --server URL');
  const authority = certificatePath ?? running.caCertificate ?? undefined;
  const certificates = authority === undefined ? [] : [await readText(authority)];
  return { server: running.url, token: given ?? new Secret(running.ownerToken), certificates };
}

export function serverApp(input: CommandInput): AppName {
  const name = input.text('server-app');
  if (name === undefined) throw usageFailure('--server-app is missing', 'Use --server-app OWNER/APP');
  const [owner = '', app = '', ...rest] = name.split('/');
  if (owner === '' || app === '' || rest.length > 0) throw usageFailure(`--server-app cannot be ${name}`, 'Use --server-app OWNER/APP');
  return { owner, app };
}
