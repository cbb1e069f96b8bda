/** Builds the extension in order, leaf first, and starts it. Nothing heavy is imported here: the rest waits until it is needed. */

import * as vscode from 'vscode';
import { NodeFileSystem } from '../node/nodeFileSystem.ts';
import { nodePathTools } from '../node/nodePathTools.ts';
import { userFolderOf } from '../node/userFolder.ts';
import { Buildability } from './app/checks/buildability.ts';
import { AppContexts } from './app/appContexts.ts';
import { AppIndex } from './app/appIndex.ts';
import { AssetWatcher } from './signing/assets/assetWatcher.ts';
import { AssetStates } from './signing/assets/assetStates.ts';
import { AppAsker } from './app/commands/askForApp.ts';
import { CommandRegistry } from './shared/commandRegistry.ts';
import { registerCertificateCommands } from './signing/commands/certificateCommands.ts';
import { registerKeystoreCommands } from './signing/commands/keystoreCommands.ts';
import { notifyOfResults, registerCreatePackageCommands } from './build/commands/createPackageCommands.ts';
import { registerOpenSigningAsset } from './signing/commands/openSigningAsset.ts';
import { registerPackageCommands } from './package/commands/packageCommands.ts';
import { registerSetUpCommands } from './app/commands/setUpCommands.ts';
import { AssetEditor } from './shared/asset-page/assetEditor.ts';
import { PackageSettingsEditor } from './settings-editor/form/packageSettingsEditor.ts';
import { ErrorPresenter } from './shared/errors/errorPresenter.ts';
import { LanguageFeatures } from './settings-editor/language/languageFeatures.ts';
import { Log } from './shared/log.ts';
import { DroppedFiles } from './package/files/droppedFiles.ts';
import { LazyDigester } from './package/files/lazyDigester.ts';
import { PackageFiles } from './package/files/packageFiles.ts';
import { allowedIn, appOfPackage } from './package/files/packageApp.ts';
import { PackageReader } from './package/files/packageReader.ts';
import { PackageSubjects } from './package/files/packageSubjects.ts';
import { registerReleaseCommands } from './releases/commands/releaseCommands.ts';
import { NotesFiles } from './releases/release/notesFiles.ts';
import { ReleasesView } from './releases/releases-view/releasesView.ts';
import { watchDevices } from './releases/servers/deviceWatch.ts';
import { ReleaseServers } from './releases/servers/releaseServers.ts';
import { registerStoreCommands } from './releases/stores/storeCommands.ts';
import { registerSharingCommands } from './releases/commands/sharingCommands.ts';
import { InstallPanels } from './releases/install/installPanels.ts';
import { offerInTerminals } from './shared/terminalCommand.ts';
import { productPlaces } from './shared/productPlaces.ts';
import { InterruptedRuns } from './build/runs/interruptedRuns.ts';
import { PackageRuns } from './build/runs/packageRuns.ts';
import { type PasswordId, PasswordStore } from './shared/passwords/passwordStore.ts';
import { InstallLinks } from './releases/sharing/installLinks.ts';
import { Sharing } from './releases/sharing/sharing.ts';
import { SharingConsent } from './releases/sharing/sharingConsent.ts';
import { SharingStatus } from './releases/sharing/sharingStatus.ts';
import { PackageStatusItem } from './build/status/packageStatusItem.ts';
import { AllowedBuilds } from './build/runs/allowedBuilds.ts';
import { ChosenTarget } from './build/targets/chosenTarget.ts';
import { showLiveProblems } from './build/runs/liveProblems.ts';
import { registerLogLinks } from './build/logs/registerLogLinks.ts';
import { lazily } from './shared/lazily.ts';
import { PackageTaskProvider } from './build/tasks/packageTaskProvider.ts';
import { ModelTools } from './model-tools/modelTools.ts';
import { AppsView } from './apps-view/appsView.ts';
import { registerFilterCommands } from './apps-view/filterCommands.ts';
import { RowDecorations } from './apps-view/rowDecorations.ts';
import { PackageDropController } from './apps-view/packageDropController.ts';
import { ImportPreviews } from './app/import/importPreview.ts';
import { RestrictedFileSystem } from './shared/workspace/restrictedFileSystem.ts';
import { editFile } from './shared/workspace/editText.ts';
import { workspaceId, workspaceTrust } from './shared/workspace/workspaceTrust.ts';
import { WorldLoader } from './shared/workspace/worldLoader.ts';

export interface Product {
  start(): void;
  stop(): Promise<void>;
}

export function compose(context: vscode.ExtensionContext): Product {
  const log = new Log();
  const errors = new ErrorPresenter(log);
  const chosenFiles = new NodeFileSystem();
  const files = new RestrictedFileSystem(chosenFiles, nodePathTools, workspaceTrust);
  const loadEvaluated = lazily(async () => {
    const { EvaluatedProjects } = await import('./app/evaluation/evaluatedProjects.ts');
    const { isTrusted } = workspaceTrust;
    return new EvaluatedProjects({ memento: context.workspaceState, files, paths: nodePathTools, isTrusted });
  });
  const evaluated = async (folder: string) => await (await loadEvaluated()).of(folder);
  const world = { files, paths: nodePathTools, userFolder: userFolderOf(process.env), evaluated };
  const registry = new CommandRegistry(errors);
  const passwords = new PasswordStore(context.secrets, context.globalState, { isTrusted: workspaceTrust.isTrusted, id: workspaceId });
  const index = new AppIndex(world, log);
  const contexts = new AppContexts(index);
  const places = productPlaces(context.extensionPath);
  const worldLoader = new WorldLoader(places, workspaceTrust, evaluated);
  const loadWorld = async () => await worldLoader.load();
  const loadStoreCodes = lazily(async () => {
    const { StoreVersionCodes } = await import('./shared/stores/storeVersionCodes.ts');
    return new StoreVersionCodes({ memory: context.globalState, secrets: context.secrets, loadWorld, isTrusted: workspaceTrust.isTrusted });
  });
  const loadRunner = lazily(async () =>
    (await import('./build/runs/runInWorker.ts')).runInWorker({ places, passwords, files, loadStoreCodes, evaluated }),
  );
  const runs = new PackageRuns(async (request, hooks) => await (await loadRunner())(request, hooks));
  const assets = new AssetStates({ ...world, passwords, loadWorld });
  const packages = new PackageFiles(files, nodePathTools);
  const allowedBuilds = new AllowedBuilds(workspaceTrust.isTrusted);
  const loadVariants = lazily(async () => new (await import('./build/targets/chosenVariants.ts')).ChosenVariants(context.workspaceState));
  const tasks = new PackageTaskProvider({ index, runs, paths: nodePathTools, allowedBuilds, loadVariants });
  const target = new ChosenTarget(index, context.workspaceState);
  const status = new PackageStatusItem(runs, target, index);
  const asker = new AppAsker(index);
  const subjects = new PackageSubjects({ asker, index, packages });
  const sharing = new Sharing({ log, serverMain: places.serverMain });
  const loadPreview = lazily(async () => {
    const { WebPreview } = await import('./releases/preview/webPreview.ts');
    const preview = new WebPreview(log);
    context.subscriptions.push(preview);
    return preview;
  });
  const consent = new SharingConsent();
  const links = new InstallLinks(sharing, consent);
  const reader = new PackageReader({
    files,
    readFile: async (path, allowedEntries) => {
      const { readPackageInWorker } = await import('../node/packageWorker/packageWorker.ts');
      return await readPackageInWorker(places.packageWorker, path, new AbortController().signal, allowedEntries);
    },
    allowedIn: async (subject) => await allowedIn(await appOfPackage(index, subject)),
  });
  const panels = new InstallPanels({ extensionUri: context.extensionUri, subjects, links, sharing, reader, log });
  const servers = new ReleaseServers({ memory: context.globalState, secrets: context.secrets, serverMain: places.serverMain, log });
  const loadStores = lazily(async () => {
    const { StoreAccounts } = await import('./shared/stores/storeAccounts.ts');
    const accounts = new StoreAccounts({ memory: context.globalState, secrets: context.secrets });
    return { accounts, loadWorld, apps: async () => await index.apps(), isTrusted: workspaceTrust.isTrusted };
  });
  const releasesView = new ReleasesView({ servers, log, loadStores });
  const notesFiles = new NotesFiles(servers);
  const digester = new LazyDigester(places.digestWorker);
  const dropped = new DroppedFiles();
  const watcher = new AssetWatcher(nodePathTools);
  const loadFixRunner = lazily(async () => {
    const [{ FixRunner }, { PasswordAsker }] = await Promise.all([
      import('./app/fixes/fixRunner.ts'),
      import('./shared/passwords/passwordAsker.ts'),
    ]);
    const askPassword = async (id: PasswordId): Promise<void> => void (await new PasswordAsker(files, passwords).askAndStore(id));
    return new FixRunner({ paths: nodePathTools, passwords, loadWorld, askPassword });
  });
  const language = new LanguageFeatures({
    registry,
    index,
    runs,
    passwords,
    assets,
    ...world,
    watcher,
    log,
    loadWorld,
    loadFixRunner,
    withStoreCodes: async (app, onLearned) => await (await loadStoreCodes()).withKnown(app, onLearned),
  });
  const { diagnostics } = language;
  const problemsOf = diagnostics.problemsOf.bind(diagnostics);
  const buildability = new Buildability({ index, loadWorld, log });
  const loadRenderer = lazily(async () => {
    const { NodeRenderer } = await import('./apps-view/nodeRenderer.ts');
    return new NodeRenderer({ runs, assets, packages, problemsOf, buildability });
  });
  const view = new AppsView({ index, runs, loadRenderer, paths: nodePathTools, onDidCheck: diagnostics.onDidCheck, buildability, log });
  const sharingStatus = new SharingStatus(sharing, (text) => view.describe(text));
  const form = new PackageSettingsEditor({
    extensionUri: context.extensionUri,
    runs,
    index,
    diagnostics,
    log,
    passwords,
    assets,
    loadWorld,
    loadFixRunner,
  });
  const signingAssets = new AssetEditor({
    viewTypes: ['mobileDistribution.signingAsset', 'mobileDistribution.certificateText'],
    extensionUri: context.extensionUri,
    log,
    loadReader: async () => {
      const [{ SigningAssetReader }, loaded] = await Promise.all([import('./signing/viewer/signingAssetReader.ts'), loadWorld()]);
      return new SigningAssetReader({
        world: loaded,
        passwords,
        index,
        checker: language.checker,
        loadFixRunner,
        openForm: form.open.bind(form),
      });
    },
  });
  const packageViewer = new AssetEditor({
    viewTypes: ['mobileDistribution.package'],
    extensionUri: context.extensionUri,
    log,
    loadReader: async () => {
      const { PackageAssetReader } = await import('./package/viewer/packageAssetReader.ts');
      return new PackageAssetReader({ digester, index, subjects, files, loadFixRunner });
    },
  });
  const doctorParts = {
    loadWorld,
    index,
    checker: language.checker,
    secrets: context.secrets,
    productVersion: productVersionOf(context),
  };
  const tools = new ModelTools({
    index,
    runs,
    checker: language.checker,
    packages,
    links,
    reader,
    editFile,
    ...world,
    trust: workspaceTrust,
    log,
  });
  const wizards = { asker, index, ...world, passwords, loadWorld };
  const onDidSign = async (from: string, to: string): Promise<boolean> => {
    void import('./releases/release/replacePackage.ts').then(
      async ({ offerReplacement }) => await offerReplacement({ servers, memory: context.workspaceState }, from, to),
    );
    return links.handOver(from, await reader.facts(await subjects.ofFile(vscode.Uri.file(to))));
  };
  const sign = { ...wizards, subjects, digester, onDidSign };
  const previews = new ImportPreviews();
  const setUp = {
    asker,
    index,
    ...world,
    imports: { ...wizards, previews },
    openForm: form.open.bind(form),
    validate: language.validate.bind(language),
    showDoctor: async () => {
      const { Doctor } = await import('./app/doctor/doctor.ts');
      await new Doctor(doctorParts).show();
    },
  };
  const createParts = {
    ...world,
    asker,
    index,
    target,
    runs,
    tasks,
    allowedBuilds,
    loadVariants,
    checker: language.checker,
    loadFixRunner,
    errors,
    log,
  };

  const logParts = { asker, target, loadVariants, loadWorld, files: chosenFiles, links: world, subscriptions: context.subscriptions };
  const loadLogCommands = async () => await import('./build/commands/buildLogCommands.ts');

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
    target,
    buildability,
    status,
    sharing,
    sharingStatus,
    servers,
    releasesView,
    notesFiles,
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
      releasesView.start();
      context.subscriptions.push(watchDevices(servers, context.globalState));
      notesFiles.start();
      void servers.list();
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
      registry.register('mobileDistribution.showBuildPlan', async (argument) =>
        (await loadLogCommands()).showBuildPlan(logParts, argument),
      );
      registry.register('mobileDistribution.explainBuildLog', async () => (await loadLogCommands()).explainBuildLog(logParts));
      registry.register('mobileDistribution.chooseToolchain', async (tool) => {
        const { chooseToolchain } = await import('./build/commands/chooseToolchain.ts');
        await chooseToolchain({ index, loadWorld }, tool);
      });
      registry.register('mobileDistribution.evaluateProject', async (argument) => {
        const { runEvaluateProject } = await import('./app/evaluation/evaluateProject.ts');
        await runEvaluateProject({ asker, index, evaluated: await loadEvaluated(), loadWorld }, argument);
      });
      registry.register('mobileDistribution.generateCiWorkflow', async (argument) => {
        const { generateCiWorkflow } = await import('./build/commands/generateCiWorkflow.ts');
        await generateCiWorkflow({ asker, loadWorld, productVersion: productVersionOf(context) }, argument);
      });
      context.subscriptions.push(
        showLiveProblems(runs, nodePathTools),
        registerLogLinks(world),
        new InterruptedRuns(context.workspaceState, runs).start((interrupted) => {
          void import('./build/commands/tellInterrupted.ts').then(({ tellInterrupted }) => tellInterrupted({ index, tasks }, interrupted));
        }),
      );
      registerPackageCommands(registry, {
        asker,
        subjects,
        index,
        files,
        chosenFiles,
        onDidDelete: sharing.forget.bind(sharing),
        sign,
        loadWorld,
      });
      registerSharingCommands(registry, { subjects, reader, panels, links, sharing, consent });
      registerReleaseCommands(registry, { servers, subjects, reader, loadWorld, memory: context.workspaceState });
      registerStoreCommands(registry, {
        memory: context.globalState,
        secrets: context.secrets,
        subjects,
        reader,
        loadWorld,
        servers,
        errors,
        asker,
        passwords,
      });
      registerSetUpCommands(registry, setUp);
      registry.register('mobileDistribution.previewInBrowser', async (argument) => {
        const { previewInBrowser } = await import('./releases/preview/previewCommands.ts');
        await previewInBrowser({ asker, paths: nodePathTools, preview: await loadPreview() }, argument);
      });
      registry.register('mobileDistribution.stopPreview', async () => await (await loadPreview()).stop());
      registerFilterCommands(registry, view);
      offerInTerminals(context.environmentVariableCollection, places);
      registerOpenSigningAsset(registry, { index, paths: nodePathTools });
      registerKeystoreCommands(registry, wizards);
      registerCertificateCommands(registry, wizards);
      registry.register('mobileDistribution.refreshApps', () => index.refresh());
      // What a signing asset contains is known as soon as its password is, and no longer.
      context.subscriptions.push(
        runs.onDidChange(async ({ request, state }) => {
          if (state.kind !== 'made') return;
          const { retainPackages } = await import('./package/files/retainPackages.ts');
          await retainPackages({ index, packages, onDidDelete: sharing.forget.bind(sharing) }, request.appFolder, state.made.record);
        }),
        passwords.onDidChange(() => view.refresh()),
        vscode.workspace.onDidGrantWorkspaceTrust(() => view.refresh()),
        watcher.onDidChange(({ isSigning }) => isSigning && view.refresh()),
      );
      context.subscriptions.push(notifyOfResults(createParts), vscode.window.registerFileDecorationProvider(new RowDecorations()));
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
