/** Builds the extension in order, leaf first, and starts it. Nothing heavy is imported here: the rest waits until it is needed. */

import * as vscode from 'vscode';
import { NodeFileSystem } from '../node/nodeFileSystem.ts';
import { nodePathTools } from '../node/nodePathTools.ts';
import { AppContexts } from './apps/appContexts.ts';
import { AppIndex } from './apps/appIndex.ts';
import { AssetWatcher } from './assets/assetWatcher.ts';
import { AssetStates } from './assets/assetStates.ts';
import { AssetDecorations } from './assets/expiryDecorations.ts';
import { AppAsker } from './commands/askForApp.ts';
import { CommandRegistry } from './commands/commandRegistry.ts';
import { registerCertificateCommands } from './commands/certificateCommands.ts';
import { registerKeystoreCommands } from './commands/keystoreCommands.ts';
import { notifyOfResults, registerCreatePackageCommands } from './commands/createPackageCommands.ts';
import { registerOpenSigningAsset } from './commands/openSigningAsset.ts';
import { registerPackageCommands } from './commands/packageCommands.ts';
import { registerSetUpCommands } from './commands/setUpCommands.ts';
import { Doctor } from './doctor/doctor.ts';
import { AssetEditor } from './editors/asset/assetEditor.ts';
import { PackageSettingsEditor } from './editors/packageSettings/packageSettingsEditor.ts';
import { ErrorPresenter } from './errors/errorPresenter.ts';
import { LanguageFeatures } from './language/languageFeatures.ts';
import { Log } from './log.ts';
import { DroppedFiles } from './inspect/droppedFiles.ts';
import { LazyDigester } from './inspect/lazyDigester.ts';
import { PackageFiles } from './packages/packageFiles.ts';
import { PackageSubjects } from './packages/packageSubjects.ts';
import { InstallPanels } from './panels/install/installPanels.ts';
import { productPlaces } from './productPlaces.ts';
import { PackageRuns } from './runs/packageRuns.ts';
import { runInWorker } from './runs/runInWorker.ts';
import { PasswordStore } from './secrets/passwordStore.ts';
import { InstallLinks } from './sharing/installLinks.ts';
import { Sharing } from './sharing/sharing.ts';
import { SharingConsent } from './sharing/sharingConsent.ts';
import { SharingStatus } from './sharing/sharingStatus.ts';
import { PackageStatusItem } from './status/packageStatusItem.ts';
import { AllowedBuilds } from './runs/allowedBuilds.ts';
import { PackageTaskProvider } from './tasks/packageTaskProvider.ts';
import { ModelTools } from './tools/modelTools.ts';
import { AppsView } from './views/appsView.ts';
import { NodeRenderer } from './views/nodeRenderer.ts';
import { PackageDropController } from './views/packageDropController.ts';
import { ImportPreviews } from './wizards/import/importPreview.ts';
import { RestrictedFileSystem } from './workspace/restrictedFileSystem.ts';
import { workspaceId, workspaceTrust } from './workspace/workspaceTrust.ts';
import { WorldLoader } from './workspace/worldLoader.ts';

export interface Product {
  start(): void;
  stop(): Promise<void>;
}

export function compose(context: vscode.ExtensionContext): Product {
  const log = new Log();
  const errors = new ErrorPresenter(log);
  const files = new RestrictedFileSystem(new NodeFileSystem(), nodePathTools, workspaceTrust);
  const world = { files, paths: nodePathTools };
  const registry = new CommandRegistry(errors);
  const passwords = new PasswordStore(context.secrets, context.globalState, { isTrusted: workspaceTrust.isTrusted, id: workspaceId });
  const index = new AppIndex(world, log);
  const contexts = new AppContexts(index);
  const places = productPlaces(context.extensionPath);
  const runs = new PackageRuns(runInWorker({ places, passwords }));
  const worldLoader = new WorldLoader(places, workspaceTrust);
  const loadWorld = async () => await worldLoader.load();
  const assets = new AssetStates({ ...world, passwords, loadWorld });
  const packages = new PackageFiles(files, nodePathTools);
  const view = new AppsView({ index, runs, renderer: new NodeRenderer(runs, assets, packages), paths: nodePathTools });
  const allowedBuilds = new AllowedBuilds();
  const tasks = new PackageTaskProvider({ index, runs, paths: nodePathTools, allowedBuilds });
  const status = new PackageStatusItem(runs);
  const asker = new AppAsker(index);
  const subjects = new PackageSubjects({ asker, index, packages });
  const sharing = new Sharing(log);
  const consent = new SharingConsent();
  const sharingStatus = new SharingStatus(sharing, (text) => view.describe(text));
  const links = new InstallLinks(sharing, consent);
  const panels = new InstallPanels({ extensionUri: context.extensionUri, subjects, links, sharing, files, log });
  const digester = new LazyDigester(places.digestWorker);
  const dropped = new DroppedFiles();
  const watcher = new AssetWatcher(nodePathTools);
  const language = new LanguageFeatures({ registry, index, runs, passwords, assets, ...world, watcher, log, loadWorld });
  const { diagnostics } = language;
  const form = new PackageSettingsEditor({
    extensionUri: context.extensionUri,
    runs,
    index,
    diagnostics,
    log,
    passwords,
    assets,
    loadWorld,
  });
  const signingAssets = new AssetEditor({
    viewTypes: ['mobileDistribution.signingAsset', 'mobileDistribution.certificateText'],
    extensionUri: context.extensionUri,
    log,
    loadReader: async () => {
      const [{ SigningAssetReader }, loaded] = await Promise.all([import('./editors/signingAsset/signingAssetReader.ts'), loadWorld()]);
      return new SigningAssetReader({ world: loaded, passwords, index, checker: language.checker, openForm: form.open.bind(form) });
    },
  });
  const packageViewer = new AssetEditor({
    viewTypes: ['mobileDistribution.package'],
    extensionUri: context.extensionUri,
    log,
    loadReader: async () => {
      const { PackageAssetReader } = await import('./editors/package/packageAssetReader.ts');
      return new PackageAssetReader({ digester, index, subjects, files });
    },
  });
  const doctor = new Doctor({
    loadWorld,
    index,
    checker: language.checker,
    secrets: context.secrets,
    productVersion: productVersionOf(context),
  });
  const tools = new ModelTools({ index, runs, checker: language.checker, ...world, trust: workspaceTrust, log });
  const wizards = { asker, index, ...world, passwords, loadWorld };
  const previews = new ImportPreviews();
  const setUp = {
    asker,
    index,
    ...world,
    imports: { ...wizards, previews },
    openForm: form.open.bind(form),
    validate: language.validate.bind(language),
    showDoctor: async () => await doctor.show(),
  };
  const createParts = { asker, runs, tasks, allowedBuilds, errors, log };

  context.subscriptions.push(
    log,
    registry,
    passwords,
    index,
    contexts,
    runs,
    watcher,
    view,
    tasks,
    status,
    sharing,
    sharingStatus,
    panels,
    digester,
    dropped,
    packageViewer,
    worldLoader,
    language,
    form,
    signingAssets,
    tools,
    previews,
  );
  return {
    start: () => {
      index.start();
      contexts.start();
      view.start(new PackageDropController(dropped, errors));
      tasks.start();
      status.start();
      sharingStatus.start();
      panels.start();
      dropped.start();
      packageViewer.start();
      watcher.start();
      language.start();
      form.start();
      signingAssets.start();
      tools.start();
      previews.start();
      registerCreatePackageCommands(registry, createParts);
      registerPackageCommands(registry, { subjects, index, files, panels, links, sharing, consent });
      registerSetUpCommands(registry, setUp);
      registerOpenSigningAsset(registry, { index, paths: nodePathTools });
      registerKeystoreCommands(registry, wizards);
      registerCertificateCommands(registry, wizards);
      registry.register('mobileDistribution.refreshApps', () => index.refresh());
      // What a signing asset holds is known as soon as its password is, and no longer.
      context.subscriptions.push(
        passwords.onDidChange(() => view.refresh()),
        vscode.workspace.onDidGrantWorkspaceTrust(() => view.refresh()),
        watcher.onDidChange(({ isSigning }) => isSigning && view.refresh()),
      );
      context.subscriptions.push(notifyOfResults(createParts), vscode.window.registerFileDecorationProvider(new AssetDecorations()));
    },
    stop: async () => {
      await runs.stop();
    },
  };
}

function productVersionOf({ extension }: vscode.ExtensionContext): string {
  const manifest: unknown = extension.packageJSON;
  const version: unknown = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
