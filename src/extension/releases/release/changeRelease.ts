/** What is done with a release that is on a server: destinations, enabled or not, its notes, its end. And groups with their testers. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type ServerRelease } from '../../../releases/client/serverAnswers.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { isReleasesNode } from '../releases-view/releasesNode.ts';
import { askGroup, askRelease, askServerApp, type ServerAppChoice } from './releaseAsker.ts';
import { notesUri } from './notesPlace.ts';

async function editReleaseNotes(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { server, name, release } = await askRelease(servers, argument);
  const document = await vscode.workspace.openTextDocument(notesUri({ server, name, release: release.id }));
  await vscode.window.showTextDocument(document);
}

async function setEnabled(servers: ReleaseServers, argument: unknown, isEnabled: boolean): Promise<void> {
  const { client, name, release } = await askRelease(servers, argument);
  await client.editRelease(name, release.id, { isEnabled });
  servers.refresh();
}

/** Re-release…: the groups that do not have it yet. */
async function releaseAgain(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name, release } = await askRelease(servers, argument);
  const has = new Set(release.destinations.map(({ id }) => id));
  const groups = (await client.listGroups(name)).filter(({ id }) => !has.has(id));
  if (groups.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('All groups of the app have this release.'));
    return;
  }
  const title = vscode.l10n.t('Which groups get the release as well?');
  const items = groups.map((group) => ({ label: group.name }));
  const chosen = await vscode.window.showQuickPick(items, { title, canPickMany: true, ignoreFocusOut: true });
  if (!chosen || chosen.length === 0) throw Failure.of('cancelled', {});
  const { isMandatory, notifiesTesters } = await askMarks();
  await client.addDestinations(name, release.id, { groups: chosen.map(({ label }) => label), testers: [], isMandatory, notifiesTesters });
  servers.refresh();
}

/** A group, or a tester by mail address. */
async function addDestination(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name, release } = await askRelease(servers, argument);
  const groups = (await client.listGroups(name)).map(({ name: label }) => ({ label, isGroup: true }));
  const tester = { label: vscode.l10n.t('Tester…'), detail: vscode.l10n.t('One person, by mail address'), isGroup: false };
  const title = vscode.l10n.t('Who gets the release?');
  const chosen = await vscode.window.showQuickPick([...groups, tester], { title, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  const testers = !chosen.isGroup ? await askAddresses(vscode.l10n.t('Mail addresses of the testers, with spaces between')) : [];
  const marks = await askMarks();
  await client.addDestinations(name, release.id, { groups: chosen.isGroup ? [chosen.label] : [], testers, ...marks });
  servers.refresh();
}

async function removeDestination(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name, release } = await askRelease(servers, argument);
  const named = isReleasesNode(argument) && argument.kind === 'destination' ? argument.destination : undefined;
  const items = release.destinations.map((destination) => ({ label: destination.name, destination }));
  const destination =
    named ??
    (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Who no longer gets the release?'), ignoreFocusOut: true }))
      ?.destination;
  if (!destination) throw Failure.of('cancelled', {});
  await client.removeDestination(name, release.id, destination.id);
  servers.refresh();
}

async function deleteRelease(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name, release, serverApp } = await askRelease(servers, argument);
  const remove = vscode.l10n.t('Delete');
  const text = vscode.l10n.t('Delete release {0} of {1}?', `${release.shortVersion} (${release.version})`, serverApp.displayName);
  const detail = vscode.l10n.t('Its links stop working at once. It can be restored for a week, here or in the portal.');
  if ((await vscode.window.showWarningMessage(text, { modal: true, detail }, remove)) !== remove) throw Failure.of('cancelled', {});
  await client.trashRelease(name, release.id);
  servers.refresh();
  void offerUndo(servers, release, async () => await client.restoreRelease(name, release.id));
}

async function offerUndo(servers: ReleaseServers, { id }: ServerRelease, restore: () => Promise<void>): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await vscode.window.showInformationMessage(vscode.l10n.t('Release {0} is deleted.', id), undo)) !== undo) return;
  try {
    await restore();
  } catch (error) {
    void vscode.window.showErrorMessage(describeError(error));
  }
  servers.refresh();
}

async function newGroup(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name } = await askServerApp(servers, argument);
  const group = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Group'),
    prompt: vscode.l10n.t('Name of the group'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Enter a name') : undefined),
    ignoreFocusOut: true,
  });
  if (group === undefined) throw Failure.of('cancelled', {});
  await client.createGroup(name, group.trim(), false);
  servers.refresh();
}

async function deleteGroup(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name, group } = await askGroup(servers, argument);
  const remove = vscode.l10n.t('Delete');
  const text = vscode.l10n.t('Delete group {0}?', group.name);
  const detail = vscode.l10n.t('Its releases stay on the server, without this destination.');
  if ((await vscode.window.showWarningMessage(text, { modal: true, detail }, remove)) !== remove) throw Failure.of('cancelled', {});
  await client.deleteGroup(name, group.name);
  servers.refresh();
}

async function addTesters(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name, group } = await askGroup(servers, argument);
  const emails = await askAddresses(vscode.l10n.t('Mail addresses of new testers of {0}, with spaces between', group.name));
  const { done, refused } = await client.addTesters(name, group.name, emails);
  servers.refresh();
  if (refused.length > 0)
    void vscode.window.showWarningMessage(vscode.l10n.t('Not added, because they are not mail addresses: {0}', refused.join(', ')));
  else vscode.window.setStatusBarMessage(vscode.l10n.t('{0} testers added', done.length), 5000);
}

async function removeTester(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name, group } = await askGroup(servers, argument);
  const named = isReleasesNode(argument) && argument.kind === 'tester' ? argument.email : undefined;
  const email = named ?? (await askTester(await client.listTesters(name, group.name)));
  await client.removeTesters(name, group.name, [email]);
  servers.refresh();
}

async function askTester(testers: readonly { readonly email: string }[]): Promise<string> {
  const items = testers.map(({ email }) => email);
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which tester leaves the group?'), ignoreFocusOut: true });
  if (chosen === undefined) throw Failure.of('cancelled', {});
  return chosen;
}

async function openInstallPage(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { release } = await askRelease(servers, argument);
  await openWebPage(release.installUrl);
}

async function copyReleaseLink(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { release } = await askRelease(servers, argument);
  await vscode.env.clipboard.writeText(release.installUrl);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Link of the install page copied'), 5000);
}

async function askAddresses(prompt: string): Promise<readonly string[]> {
  const text = await vscode.window.showInputBox({ prompt, placeHolder: 'ada@example.com grace@example.com', ignoreFocusOut: true });
  const addresses = (text ?? '').split(/[\s,;]+/).filter((each) => each !== '');
  if (addresses.length === 0) throw Failure.of('cancelled', {});
  return addresses;
}

async function askMarks(): Promise<Pick<Parameters<ServerAppChoice['client']['addDestinations']>[2], 'isMandatory' | 'notifiesTesters'>> {
  const { marksOf, markItems } = await import('./releaseMarks.ts');
  const chosen = await vscode.window.showQuickPick(markItems(), {
    title: vscode.l10n.t('How is it released?'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  return marksOf(chosen);
}

type Change = (servers: ReleaseServers, argument: unknown) => Promise<void>;

/** By the name of the command. */
export const releaseChanges = {
  releaseAgain,
  editReleaseNotes,
  addDestination,
  removeDestination,
  enableRelease: async (servers, argument) => await setEnabled(servers, argument, true),
  disableRelease: async (servers, argument) => await setEnabled(servers, argument, false),
  deleteRelease,
  newGroup,
  deleteGroup,
  addTesters,
  removeTester,
  openInstallPage,
  copyReleaseLink,
} satisfies Readonly<Record<string, Change>>;
