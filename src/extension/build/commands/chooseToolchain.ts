/**
 * Choose Toolchain…: which JDK, SDK, Node, Flutter, .NET or Xcode builds apps here. A place is of this machine and goes into the settings of the
 * editor; a version can go into those of the app, for everybody who builds it.
 */

import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type ChosenToolId } from '../../../core/engines/toolchains/chosenTools.ts';
import { type ToolName, type Toolchains } from '../../../core/engines/toolchains/toolchains.ts';
import { type WishedTool } from '../../../core/engines/toolchains/toolWishes.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { type AppEntry, nameOf } from '../../app/appEntry.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { changeSettings } from '../../app/wizards/appSettings.ts';

export interface ToolchainParts {
  readonly index: AppIndex;
  readonly loadWorld: () => Promise<WorkflowWorld>;
}

interface Kind {
  readonly id: ChosenToolId;
  readonly name: ToolName;
  /** Its key in the settings of an app, where a version can be chosen for one. */
  readonly wish?: WishedTool;
}

const kinds: readonly Kind[] = [
  { id: 'jdk', name: 'JDK', wish: 'jdk' },
  { id: 'androidSdk', name: 'Android SDK' },
  { id: 'node', name: 'Node', wish: 'node' },
  { id: 'flutter', name: 'Flutter', wish: 'flutter' },
  { id: 'dotnet', name: '.NET SDK' },
  { id: 'xcode', name: 'Xcode', wish: 'xcode' },
];

/** One installation. The path is what the setting of the editor takes. */
interface Installed {
  readonly path: string;
  readonly version: string | undefined;
}

/** `tool` is what a fix names; without it, the tool is asked for. */
export async function chooseToolchain({ index, loadWorld }: ToolchainParts, tool?: unknown): Promise<void> {
  const { machine } = await loadWorld();
  const { toolchains } = machine;
  if (!toolchains) return;
  // Someone who chooses may have installed it a moment ago.
  machine.renew();
  const kind = kinds.find(({ id }) => id === tool) ?? (await askForKind(toolchains));
  const apps = (await index.apps()).filter(({ opened }) => opened.hasSettings);
  const installed = await installedOf(toolchains, kind);
  const chosen = await askForInstalled(kind, installed, lastUsed(apps, kind));
  if (chosen === 'automatic') return await setPath(kind, undefined);
  if (chosen === 'browse') return await browse(kind);
  const app = kind.wish && chosen.version !== undefined ? await askForPlace(apps, kind, chosen) : undefined;
  if (app && kind.wish) {
    await changeSettings(app, [{ path: ['tools', kind.wish], value: chosen.version }]);
    tell(vscode.l10n.t('{0} is built with {1} {2}.', nameOf(app), kind.name, chosen.version ?? ''));
  } else await setPath(kind, chosen.path);
}

async function askForKind(toolchains: Toolchains): Promise<Kind> {
  const offered = kinds.filter(({ id }) => id !== 'xcode' || toolchains.system === 'macos');
  const items = await Promise.all(
    offered.map(async (kind) => {
      const [first] = await installedOf(toolchains, kind);
      if (!first) return { label: kind.name, description: vscode.l10n.t('not found'), tool: kind };
      return { label: kind.name, description: first.version ?? vscode.l10n.t('unknown version'), detail: first.path, tool: kind };
    }),
  );
  return (await pick(items, vscode.l10n.t('Which tool?'))).tool;
}

async function askForInstalled(
  { name, id }: Kind,
  installed: readonly Installed[],
  used: string | undefined,
): Promise<Installed | 'automatic' | 'browse'> {
  const isUsed = ({ version }: Installed): boolean => version !== undefined && version === used;
  // What the last package was built with comes first, so that Enter keeps it.
  const ordered = [...installed.filter(isUsed), ...installed.filter((each) => !isUsed(each))];
  const items: { label: string; description?: string; detail?: string; chosen: Installed | 'automatic' | 'browse' }[] = ordered.map(
    (each) => ({
      label: each.version ?? vscode.l10n.t('unknown version'),
      description: isUsed(each) ? vscode.l10n.t('used for the last package') : '',
      detail: each.path,
      chosen: each,
    }),
  );
  items.push(
    {
      label: vscode.l10n.t('Automatic'),
      description: vscode.l10n.t('what the project asks for, else the first one found'),
      chosen: 'automatic',
    },
    { label: id === 'node' ? vscode.l10n.t('Choose File…') : vscode.l10n.t('Choose Folder…'), chosen: 'browse' },
  );
  return (await pick(items, vscode.l10n.t('Which {0}?', name))).chosen;
}

/** For one app, whose settings then name the version; or for this machine, whose settings name the place. */
async function askForPlace(apps: readonly AppEntry[], { name }: Kind, { version, path }: Installed): Promise<AppEntry | undefined> {
  const machine: { label: string; description: string; app: AppEntry | undefined } = {
    label: vscode.l10n.t('On this machine'),
    description: path,
    app: undefined,
  };
  const items = apps.map((app) => ({
    label: vscode.l10n.t('For {0}, on every machine', nameOf(app)),
    description: `mobile-distribution.json · ${version ?? ''}`,
    app,
  }));
  return apps.length === 0 ? undefined : (await pick([machine, ...items], vscode.l10n.t('Where to use this {0}?', name))).app;
}

async function browse(kind: Kind): Promise<void> {
  const isFile = kind.id === 'node';
  const [place] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Which {0}?', kind.name),
      openLabel: vscode.l10n.t('Use'),
      canSelectFiles: isFile,
      canSelectFolders: !isFile,
      defaultUri: vscode.Uri.file(homedir()),
    })) ?? [];
  if (place) await setPath(kind, place.fsPath);
}

async function setPath({ id, name }: Kind, path: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('mobileDistribution').update(`toolchains.${id}`, path, vscode.ConfigurationTarget.Global);
  tell(
    path === undefined
      ? vscode.l10n.t('{0} is found automatically.', name)
      : vscode.l10n.t('Apps are built with the {0} in {1}.', name, path),
  );
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}

/** Of the newest package of any app that was built with it. */
function lastUsed(apps: readonly AppEntry[], { name }: Kind): string | undefined {
  const records = apps.flatMap(({ opened }) => opened.ledger.records.filter(({ tools }) => tools?.[name] !== undefined));
  return records.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1)?.tools?.[name];
}

async function installedOf(toolchains: Toolchains, { id }: Kind): Promise<readonly Installed[]> {
  switch (id) {
    case 'jdk':
      return (await toolchains.jdks()).map(({ home, version }) => ({ path: home, version }));
    case 'node':
      return (await toolchains.nodes()).map(({ program, version }) => ({ path: program, version }));
    case 'flutter':
      return (await toolchains.flutters()).map(({ path, version }) => ({ path, version }));
    case 'xcode':
      return (await toolchains.xcodes()).map(({ developerFolder, version }) => ({ path: developerFolder, version }));
    case 'androidSdk': {
      const sdk = await toolchains.androidSdk();
      return sdk ? [{ path: sdk.path, version: sdk.platforms[0] === undefined ? undefined : `API ${sdk.platforms[0]}` }] : [];
    }
    case 'dotnet': {
      const dotnet = await toolchains.dotnet();
      return dotnet ? [{ path: dotnet.root, version: dotnet.sdks[0] }] : [];
    }
  }
}

async function pick<Item extends vscode.QuickPickItem>(items: readonly Item[], title: string): Promise<Item> {
  const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen;
}
