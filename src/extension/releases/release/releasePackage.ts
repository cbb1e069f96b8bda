/**
 * Release Package…: which package goes where, with which notes; a look at what can be known before the first byte; then the upload, with progress
 * and a way to cancel.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { preflight, type PreflightFinding } from '../../../releases/client/preflight.ts';
import { groupsByRules } from '../../../releases/client/releaseRules.ts';
import { type ServerApp, type ServerRelease } from '../../../releases/client/serverAnswers.ts';
import { nameFor } from '../../../releases/model/names.ts';
import { packageKindOf, systemOfPackage } from '../../../releases/model/releaseKinds.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { askInSteps } from '../../shared/questions/askInSteps.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { isReleasesNode } from '../releases-view/releasesNode.ts';
import { packageToRelease, type PackageSources, type PackageToRelease } from './packageToRelease.ts';
import { withReadVersions } from './readVersions.ts';
import { preflightText } from './preflightText.ts';
import { askServer, choiceOf, type ServerAppChoice } from './releaseAsker.ts';
import { releaseSteps, type ReleaseAnswers } from './releaseSteps.ts';
import { rememberReleased } from './replacePackage.ts';
import { sendPackage } from './sendPackage.ts';

export interface ReleasePackageParts extends PackageSources {
  readonly servers: ReleaseServers;
  readonly loadWorld: () => Promise<Pick<WorkflowWorld, 'sourceControl'>>;
  /** Remembers where packages of an app went. */
  readonly memory: vscode.Memento;
}

/** Enough to find the last release of each group. */
const releasesLookedAt = 100;

export async function releasePackage(parts: ReleasePackageParts, argument: unknown): Promise<void> {
  const isOnServer = isReleasesNode(argument);
  const chosen = await withReadVersions(await packageToRelease(parts, isOnServer ? undefined : argument), parts.servers.inspectionWorker);
  const choice = await chooseApp(parts, chosen, argument);
  const releases = await choice.client.listReleases(choice.name, releasesLookedAt);
  const groups = await choice.client.listGroups(choice.name);
  const { sourceControl } = await parts.loadWorld();
  const { branch } = chosen.appFolder === undefined ? {} : await sourceControl.describe(chosen.appFolder);
  const ruled = groupsByRules(chosen.rules, branch);
  const steps = releaseSteps({ chosen, groups, ruled, releases, sourceControl, name: choice.name, client: choice.client });
  const title = vscode.l10n.t('Release {0}', chosen.fileName);
  const answers = await askInSteps<ReleaseAnswers>(title, steps, {
    groups: [],
    shortVersion: undefined,
    buildNumber: undefined,
    notesFrom: 'none',
    notes: '',
    isMandatory: false,
    notifiesTesters: true,
  });
  const knownGroups = (await choice.client.listGroups(choice.name)).map(({ name }) => name);
  const candidate = { ...chosen.candidate, version: chosen.candidate.version ?? answers.buildNumber ?? answers.shortVersion };
  const { groups: wanted, notes } = answers;
  const devices = chosen.candidate.profileDevices ? await choice.client.listDevices(choice.name) : [];
  await confirm(chosen, choice, answers, preflight({ candidate, notes, groups: wanted, knownGroups, releases, devices }));
  const release = await upload(parts, chosen, choice, { ...answers, branch });
  parts.servers.refresh();
  void tellReleased(release);
}

async function chooseApp(parts: ReleasePackageParts, chosen: PackageToRelease, argument: unknown): Promise<ServerAppChoice> {
  const { servers, memory } = parts;
  const server = await askServer(servers, argument);
  const client = await servers.client(server);
  if (isReleasesNode(argument) && 'serverApp' in argument) return choiceOf(server, client, argument.serverApp);
  const os = systemOfPackage(chosen.fileName);
  const apps = (await client.listApps()).filter((app) => app.os === os || app.os === 'Custom');
  const key = `releaseApp:${server.url}:${chosen.appFolder ?? chosen.candidate.appIdentifier ?? chosen.fileName}:${os}`;
  const remembered = memory.get<string>(key);
  const known = apps.find((app) => fullName(app) === remembered);
  const serverApp = known ?? (await askApp(apps, chosen, async (displayName) => await client.createApp(newApp(displayName, os))));
  await memory.update(key, fullName(serverApp));
  return choiceOf(server, client, serverApp);
}

function fullName({ owner, name }: ServerApp): string {
  return `${owner}/${name}`;
}

function newApp(displayName: string, os: string) {
  return { name: nameFor(displayName), displayName, os };
}

async function askApp(
  apps: readonly ServerApp[],
  { label }: PackageToRelease,
  create: (displayName: string) => Promise<ServerApp>,
): Promise<ServerApp> {
  const made = { label: vscode.l10n.t('New App…'), detail: vscode.l10n.t('Creates the app on the server'), app: undefined };
  const items = [...apps.map((app) => ({ label: app.displayName, description: `${fullName(app)} · ${app.os}`, app })), made];
  const chosen =
    apps.length === 0
      ? made
      : await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which app on the server?'), ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  if (chosen.app) return chosen.app;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New app on the server'),
    prompt: vscode.l10n.t('Name that testers see'),
    value: label,
    validateInput: (text) => (nameFor(text) === '' ? vscode.l10n.t('Enter a name with letters or digits') : undefined),
    ignoreFocusOut: true,
  });
  if (name === undefined) throw Failure.of('cancelled', {});
  return await create(name.trim());
}

/** Fails with `release-not-ready` where the server or the devices would refuse the package. */
async function confirm(
  chosen: PackageToRelease,
  { server, serverApp }: ServerAppChoice,
  answers: ReleaseAnswers,
  findings: readonly PreflightFinding[],
): Promise<void> {
  const [first] = findings;
  if (first?.severity === 'error') throw Failure.of('release-not-ready', { reason: preflightText(first) });
  const { groups, notes, isMandatory, notifiesTesters } = answers;
  const warnings = findings.map((finding) => `⚠ ${preflightText(finding)}`);
  const lines = [
    `${serverApp.displayName} · ${server.url}`,
    `${chosen.fileName} · ${formatByteSize(chosen.candidate.sizeBytes)} · ${versionText(chosen, answers)}`,
    groups.length === 0 ? vscode.l10n.t('No group: only people with the link get it') : vscode.l10n.t('Groups: {0}', groups.join(', ')),
    [
      isMandatory && vscode.l10n.t('mandatory'),
      groups.length > 0 && (notifiesTesters ? vscode.l10n.t('testers are notified') : vscode.l10n.t('testers are not notified')),
    ]
      .filter(Boolean)
      .join(', '),
    notes === '' ? '' : `\n${notes.length > 400 ? `${notes.slice(0, 400)}…` : notes}`,
    warnings.length > 0 ? `\n${warnings.join('\n')}` : '',
  ];
  const release = vscode.l10n.t('Release');
  const options = { modal: true, detail: lines.filter((line) => line !== '').join('\n') };
  const text = warnings.length === 0 ? vscode.l10n.t('Release this package?') : vscode.l10n.t('Release this package despite the warnings?');
  if ((await vscode.window.showInformationMessage(text, options, release)) !== release) throw Failure.of('cancelled', {});
}

function versionText({ shortVersion, candidate }: PackageToRelease, answers: ReleaseAnswers): string {
  const version = shortVersion ?? answers.shortVersion ?? '';
  const code = candidate.version ?? answers.buildNumber;
  return code === undefined || code === version ? version : `${version} (${code})`;
}

async function upload(
  { servers, memory }: ReleasePackageParts,
  { path, fileName, build, shortVersion, candidate }: PackageToRelease,
  { server, name }: ServerAppChoice,
  answers: ReleaseAnswers & { readonly branch: string | undefined },
): Promise<ServerRelease> {
  const title = vscode.l10n.t('Releasing {0}', fileName);
  const asksFor = packageKindOf(fileName)?.asksFor ?? 'nothing';
  const release = await sendPackage(
    { servers, memory, server, name, path, purpose: 'release', title },
    async (client, file, sending) =>
      await client.createRelease(name, {
        fileName,
        file,
        // A server of an older version does not read every kind.
        shortVersion: asksFor === 'nothing' ? undefined : (answers.shortVersion ?? shortVersion),
        version: asksFor === 'version and build number' ? (answers.buildNumber ?? candidate.version) : undefined,
        groups: answers.groups,
        testers: [],
        notes: answers.notes,
        isMandatory: answers.isMandatory,
        notifiesTesters: answers.notifiesTesters,
        build: { ...build, branch: answers.branch },
        sending,
      }),
  );
  await rememberReleased(memory, path, { server, ...name, release: release.id });
  return release;
}

async function tellReleased({ id, destinations, installUrl }: ServerRelease): Promise<void> {
  const open = vscode.l10n.t('Open Install Page');
  const copy = vscode.l10n.t('Copy Link');
  const names = destinations.map(({ name }) => name).join(', ');
  const text =
    destinations.length === 0
      ? vscode.l10n.t('Release {0} is on the server. Give its link to testers.', id)
      : vscode.l10n.t('Release {0} is available to {1}.', id, names);
  const chosen = await vscode.window.showInformationMessage(text, open, copy);
  if (chosen === open) await openWebPage(installUrl);
  if (chosen === copy) await vscode.env.clipboard.writeText(installUrl);
}
