/** `mdist server start`: runs a release server until it is stopped. */

import { X509Certificate } from 'node:crypto';
import { userInfo } from 'node:os';
import { fromUtf8 } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { startServer } from '../../../releases/server/startServer.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type Command } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { dataFolder, dataOption } from './dataFolder.ts';
import { serverStores } from './serverStores.ts';
import { storageSecrets, teamStorage } from './teamStorage.ts';

const usualPort = 4300;
const largestCertificate = 64 * 1024;

/** A process may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'owner';
  }
}

async function mailOptions(input: CommandInput, services: CommandServices) {
  const [server, from, user, password] = [
    input.text('smtp'),
    input.text('mail-from'),
    input.text('smtp-user'),
    input.secret('smtp-password'),
  ];
  if (server === undefined) return undefined;
  if (from === undefined) throw usageFailure('--mail-from is missing', 'Use --mail-from ADDRESS');
  const secret = password === undefined ? undefined : await readSecret(services, '--smtp-password', password);
  return { server, from, user, password: secret?.reveal() };
}

function certificateFiles(input: CommandInput) {
  const [certificatePath, keyPath] = [input.path('certificate'), input.path('certificate-key')];
  if (certificatePath === undefined && keyPath === undefined) return undefined;
  if (certificatePath === undefined) throw usageFailure('--certificate is missing', 'Use --certificate FILE');
  if (keyPath === undefined) throw usageFailure('--certificate-key is missing', 'Use --certificate-key FILE');
  return { certificatePath, keyPath };
}

async function openIdOptions(input: CommandInput, services: CommandServices) {
  const [issuer, clientId, source] = [input.text('oidc-issuer'), input.text('oidc-client-id'), input.secret('oidc-client-secret')];
  if (issuer === undefined) return undefined;
  if (clientId === undefined) throw usageFailure('--oidc-client-id is missing', 'Use --oidc-client-id ID');
  const secret = source === undefined ? undefined : await readSecret(services, '--oidc-client-secret', source);
  return { issuer, clientId, clientSecret: secret?.reveal() };
}

export const serverStart: Command = {
  path: ['server', 'start'],
  summary: 'Start a release server on this machine',
  details: [
    'Runs until Ctrl+C or SIGTERM, and then ends with 0. Keeps apps, releases and packages in the folder; one server uses it at a time.',
    'With --json, the first line is one JSON object with url, ownerToken and caCertificate, printed when the server accepts connections. The owner token is valid while the server runs.',
    'With DATABASE_URL and S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY in the environment, several servers share PostgreSQL and S3-compatible storage.',
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
    smtp: { type: 'text', placeholder: 'URL', says: 'Mail server for testers: smtps://HOST, or smtp://HOST for STARTTLS' },
    'smtp-user': { type: 'text', placeholder: 'NAME', says: 'User of the mail server' },
    'smtp-password': { type: 'secret', says: 'Source of the password for the mail server' },
    'mail-from': { type: 'text', placeholder: 'ADDRESS', says: 'Sender of mails to testers' },
    'oidc-issuer': { type: 'text', placeholder: 'URL', says: 'Provider of OpenID Connect where the team signs in to the portal' },
    'oidc-client-id': { type: 'text', placeholder: 'ID', says: 'Name of this server at the provider' },
    'oidc-client-secret': { type: 'secret', says: 'Source of the client secret for the provider' },
    'owner-email': { type: 'text', placeholder: 'ADDRESS', says: 'Mail address of the owner, for signing in with the provider' },
    store: {
      type: 'text',
      placeholder: 'ACCOUNT:TRACK',
      isRepeatable: true,
      says: 'Account of mdist store connect to which developers may publish releases, with a track or groups',
    },
    'store-token': {
      type: 'text',
      placeholder: 'ACCOUNT=FILE',
      isRepeatable: true,
      says: 'File with the token of a workload, for an account of --store with workload identity; read again for each exchange',
    },
    'allow-private-webhooks': { type: 'flag', says: 'Let webhooks lead to addresses of this machine and its networks' },
    https: { type: 'flag', says: 'Use https, with a certificate authority that is created on first use' },
    certificate: {
      type: 'path',
      placeholder: 'FILE',
      says: 'Certificate chain for names and addresses of the server, PEM; https for these',
    },
    'certificate-key': { type: 'path', placeholder: 'FILE', says: 'Private key of --certificate, PEM without a password' },
  },
  examples: [
    'mdist server start',
    'mdist server start --data releases --port 4300 --https --json',
    'mdist server start --host 0.0.0.0 --https',
    'mdist server start --host 0.0.0.0 --certificate fullchain.pem --certificate-key privkey.pem',
    'mdist server start --store play:internal --store apple:Friends',
    'mdist server start --public-url https://releases.example.com --trust-proxy 127.0.0.1',
  ],
  run: async (input, services) => {
    const { terminal, signal, serverEntry, hiddenVariables } = services;
    const server = await startServer({
      entry: serverEntry,
      hiddenVariables: [...hiddenVariables, ...storageSecrets],
      dataFolder: dataFolder(input, services),
      port: input.integer('port') ?? usualPort,
      host: input.text('host') ?? '127.0.0.1',
      isTls: input.flag('https'),
      certificate: certificateFiles(input),
      ownerName: userName(),
      publicUrl: input.text('public-url'),
      trustedProxies: input.textList('trust-proxy'),
      mail: await mailOptions(input, services),
      openId: await openIdOptions(input, services),
      ownerEmail: input.text('owner-email'),
      stores: await serverStores(input, services),
      team: teamStorage(services),
      allowsPrivateWebhooks: input.flag('allow-private-webhooks'),
    });
    const { url, ownerToken, caCertificate } = server.running;
    if (input.flag('json')) terminal.out(`${JSON.stringify({ url, ownerToken, caCertificate })}\n`);
    else if (!input.flag('quiet')) {
      terminal.out(`Release server is running at ${url}\n`);
      if (caCertificate !== null) {
        const authority = fromUtf8(await services.ports.files.readFile(caCertificate, { maxBytes: largestCertificate }));
        terminal.out(`Certificate authority that clients must trust: ${caCertificate}\n`);
        terminal.out(`Its SHA-256: ${new X509Certificate(authority).fingerprint256}\n`);
        terminal.out(`How devices trust it: ${url}/trust\n`);
      }
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
