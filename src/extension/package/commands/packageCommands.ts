/** What is done with the file of a package: inspect, save, reveal, sign again or delete it. */

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';
import { isAppsNode } from '../../app/appsNode.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';
import { requirePackageFile } from '../files/packageFiles.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { type PackageSubjects } from '../files/packageSubjects.ts';
import { type SignParts } from '../sign/signParts.ts';

export interface PackageCommandParts {
  readonly asker: AppAsker;
  readonly subjects: PackageSubjects;
  readonly index: AppIndex;
  readonly files: FileSystem;
  /** For places that a person chose in a dialog, which Restricted Mode does not confine. */
  readonly chosenFiles: FileSystem;
  /** Gets the path of a file that is no longer there. */
  readonly onDidDelete: (path: string) => void;
  readonly sign: SignParts;
  readonly loadWorld: () => Promise<WorkflowWorld>;
}

const loadDevices = async () => await import('../devices/deviceCommands.ts');

export function registerPackageCommands(registry: CommandRegistry, parts: PackageCommandParts): void {
  const { subjects, index, files, onDidDelete } = parts;
  registry.register('mobileDistribution.downloadPackageAs', async (argument) => {
    const { savePackageAs } = await import('../files/savePackageAs.ts');
    await savePackageAs(parts, await subjects.resolve(argument));
  });
  registry.register('mobileDistribution.revealPackage', async (argument) => reveal(parts, await subjects.resolve(argument)));
  registry.register('mobileDistribution.installOnDevice', async (argument) => {
    const subject = await subjects.resolve(argument);
    const { runInstallOnDevice } = await import('./installOnDevice.ts');
    await runInstallOnDevice(parts.loadWorld, subject);
  });
  registry.register('mobileDistribution.showDevices', async () => (await loadDevices()).showDevices(parts));
  registry.register('mobileDistribution.showDeviceLog', async (argument) => (await loadDevices()).showDeviceLog(parts, argument));
  registry.register('mobileDistribution.uninstallFromDevice', async (argument) => (await loadDevices()).uninstallOnDevice(parts, argument));
  registry.register('mobileDistribution.inspectPackage', async (argument, selection) => {
    const { inspectPackages } = await import('./inspectPackages.ts');
    await inspectPackages(parts, argument, selection);
  });
  registry.register('mobileDistribution.signPackage', async (argument) => {
    const { runSignPackage } = await import('../sign/signWizard.ts');
    await runSignPackage(parts.sign, argument);
  });
  registry.register('mobileDistribution.resignPackage', async (argument) => {
    const { runResignPackage } = await import('../sign/resignWizard.ts');
    await runResignPackage(parts.sign, argument);
  });
  registry.register('mobileDistribution.resignForNewDevices', async (argument, renewed) => {
    const { runResignForNewDevices } = await import('../sign/resignWizard.ts');
    await runResignForNewDevices(parts.sign, argument, typeof renewed === 'string' ? renewed : undefined);
  });
  registry.register('mobileDistribution.deletePackage', async (argument, selection) => {
    const nodes = Array.isArray(selection) ? selection.filter((each) => isAppsNode(each) && each.kind === 'package') : [];
    const chosen = await Promise.all((nodes.length > 1 ? nodes : [argument]).map((each) => subjects.resolve(each)));
    const { deletePackages } = await import('../files/deletePackage.ts');
    for (const path of await deletePackages(files, chosen)) onDidDelete(path);
    index.refresh();
  });
}

async function reveal({ files }: PackageCommandParts, { path }: PackageSubject): Promise<void> {
  await requirePackageFile(files, path);
  const uri = vscode.Uri.file(path);
  const { canRevealInSystem } = await import('../files/savePackageAs.ts');
  if (canRevealInSystem()) await vscode.commands.executeCommand('revealFileInOS', uri);
  else if (vscode.workspace.getWorkspaceFolder(uri)) await vscode.commands.executeCommand('revealInExplorer', uri);
  else await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(dirname(path)), { forceNewWindow: true });
}
