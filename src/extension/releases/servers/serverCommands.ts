/** Start Release Server…, Stop Release Server, Connect to Server…, Disconnect from Server. */

import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Failure, isFailure } from '../../../core/base/failure.ts';
import { Secret } from '../../../core/base/secret.ts';
import { withoutEnd } from '../../../core/base/withoutEnd.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { askInSteps } from '../../shared/questions/askInSteps.ts';
import { askText, type Remark } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { type KnownServer } from './knownServer.ts';
import { type ServerReach } from './localServer.ts';
import { clientFor } from './openClient.ts';
import { isReleasesNode } from '../releases-view/releasesNode.ts';
import { type ReleaseServers } from './releaseServers.ts';
import { readRunningServer } from './runningServer.ts';

export async function startReleaseServer(servers: ReleaseServers): Promise<KnownServer> {
  const running = await readRunningServer();
  if (running) {
    servers.refresh();
    const url = running.url;
    void vscode.window.showInformationMessage(vscode.l10n.t('The release server is already running at {0}', url));
    return { kind: 'local', url };
  }
  const server = await servers.start(await askReach());
  void tellStarted(server);
  return server;
}

/** In a remote workspace, this computer is the one where VS Code's server runs. */
async function askReach(): Promise<ServerReach> {
  const choices: readonly (vscode.QuickPickItem & { readonly reach: ServerReach })[] = [
    {
      reach: 'this-computer',
      label: vscode.l10n.t('This Computer Only'),
      detail: vscode.l10n.t('For trying it out, and for uploads from this computer. Phones cannot reach it.'),
    },
    {
      reach: 'network-https',
      label: vscode.l10n.t('Local Network, with HTTPS'),
      detail: vscode.l10n.t(
        'iPhone and iPad need this to install apps. Devices must trust the server’s certificate authority once; it is created on first use.',
      ),
    },
    {
      reach: 'forwarded-port',
      label: vscode.l10n.t('Everyone with the Address, Through a Forwarded Port'),
      detail: vscode.l10n.t(
        'VS Code forwards the port with https. iPhone and iPad can install apps without trusting a certificate. Anyone on the internet can reach the server.',
      ),
    },
    {
      reach: 'network-http',
      label: vscode.l10n.t('Local Network, without encryption'),
      detail: vscode.l10n.t('Android phones can install from it. Use it only on networks that you trust.'),
    },
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Who can reach the release server?'),
    ignoreFocusOut: true,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.reach;
}

async function tellStarted({ url }: KnownServer): Promise<void> {
  const release = vscode.l10n.t('Release Package…');
  const trust = vscode.l10n.t('Let Devices Trust It');
  const text = vscode.l10n.t('The release server is running at {0}. It stops when you close this window.', url);
  const chosen = await vscode.window.showInformationMessage(text, ...(url.startsWith('https:') ? [release, trust] : [release]));
  if (chosen === release) await vscode.commands.executeCommand('mobileDistribution.releasePackage');
  if (chosen === trust) await openWebPage(`${url}/trust`);
}

export async function stopReleaseServer(servers: ReleaseServers): Promise<void> {
  await servers.stop();
  vscode.window.setStatusBarMessage(vscode.l10n.t('Release server stopped'), 5000);
}

export async function openPortal(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { askServer } = await import('../release/releaseAsker.ts');
  const client = await servers.client(await askServer(servers, argument));
  await openWebPage(await client.openPortal());
}

/** Only of another machine: the server of this one is stopped. */
export async function disconnectFromServer(servers: ReleaseServers, argument: unknown): Promise<void> {
  const items = servers.remoteServers().map(({ url }) => url);
  const [only] = items;
  const url = isReleasesNode(argument)
    ? argument.server.url
    : items.length === 1
      ? only
      : await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Disconnect from which release server?'), ignoreFocusOut: true });
  if (url === undefined) throw Failure.of('cancelled', {});
  await servers.disconnect({ kind: 'remote', url });
}

interface ConnectAnswers {
  readonly url: string;
  readonly token: string;
}

export async function connectToServer(servers: ReleaseServers): Promise<void> {
  const { url, token } = await askInSteps<ConnectAnswers>(
    vscode.l10n.t('Connect to Release Server'),
    [
      {
        ask: async (answers, place) => {
          const prompt = vscode.l10n.t('Address of the server');
          const given = await askText(place, {
            prompt,
            value: answers.url,
            placeholder: 'https://releases.example.com',
            check: remarkOnAddress,
          });
          return given === wentBack ? wentBack : { ...answers, url: originOf(given) ?? '' };
        },
      },
      {
        ask: async (answers, place) => {
          const prompt = vscode.l10n.t('Token of the server. It is kept in VS Code’s secret storage.');
          const check = (text: string): Remark | undefined =>
            text.trim() === '' ? { text: vscode.l10n.t('Enter a token; create one in the server’s portal') } : undefined;
          const given = await askText(place, { prompt, isSecret: true, check });
          return given === wentBack ? wentBack : { ...answers, token: given.trim() };
        },
      },
    ],
    { url: '', token: '' },
  );
  const certificateAuthority = await tryConnection(url, new Secret(token));
  await servers.connect({ url, ...(certificateAuthority !== undefined && { certificateAuthority }) }, token);
  void vscode.window.showInformationMessage(vscode.l10n.t('Connected to {0}', url));
}

/** The PEM of the authority that the person chose, where the system does not know the server's. */
async function tryConnection(url: string, token: Secret): Promise<string | undefined> {
  const ask = async (certificates: readonly string[]): Promise<void> => {
    await clientFor({ url, token, certificates, signal: undefined }).listApps();
  };
  try {
    await ask([]);
    return undefined;
  } catch (error) {
    if (!isUnknownAuthority(error)) throw error;
  }
  const choose = vscode.l10n.t('Choose Certificate…');
  const detail = vscode.l10n.t(
    'A server with its own certificate authority keeps its certificate as authority.pem in its folder. Get the file from the person who runs the server.',
  );
  const text = vscode.l10n.t('This computer does not trust the certificate of {0}', url);
  if ((await vscode.window.showWarningMessage(text, { modal: true, detail }, choose)) !== choose) throw Failure.of('cancelled', {});
  const [file] = (await vscode.window.showOpenDialog({ title: choose, filters: { PEM: ['pem', 'crt', 'cer'] } })) ?? [];
  if (!file) throw Failure.of('cancelled', {});
  const authority = await readFile(file.fsPath, 'utf8');
  await ask([authority]);
  return authority;
}

function isUnknownAuthority(error: unknown): boolean {
  return isFailure(error, 'address-unreachable') && /unknown authority|self-signed/.test(String(error.params['reason']));
}

function remarkOnAddress(text: string): Remark | undefined {
  const origin = originOf(text);
  if (origin === undefined) return { text: vscode.l10n.t('Enter an address that begins with https://') };
  if (origin.startsWith('https:') || /^http:\/\/(127\.|localhost[:/]|localhost$|\[::1\])/.test(origin)) return undefined;
  return { text: vscode.l10n.t('Without https, anyone on the network can read the token'), isWarning: true };
}

/** With its path, where a proxy has one, and without the slash at its end. */
function originOf(text: string): string | undefined {
  try {
    const { protocol, origin, pathname, username } = new URL(text.trim());
    const isWeb = protocol === 'https:' || protocol === 'http:';
    return isWeb && username === '' ? withoutEnd(`${origin}${pathname}`, '/') : undefined;
  } catch {
    return undefined;
  }
}
