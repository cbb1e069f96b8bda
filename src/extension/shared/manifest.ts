/** Made from package.json by scripts/manifest/generateManifest.ts. Change package.json, then run `npm run build`. */

export type CommandId =
  | 'mobileDistribution.createPackage'
  | 'mobileDistribution.selectTarget'
  | 'mobileDistribution.createAndroidPackage'
  | 'mobileDistribution.createIosPackage'
  | 'mobileDistribution.createPackageFromLastBuild'
  | 'mobileDistribution.rebuildClean'
  | 'mobileDistribution.chooseToolchain'
  | 'mobileDistribution.buildAndCreatePackage'
  | 'mobileDistribution.cancelPackage'
  | 'mobileDistribution.configureSettings'
  | 'mobileDistribution.setUpApp'
  | 'mobileDistribution.packageFolder'
  | 'mobileDistribution.importSettings'
  | 'mobileDistribution.removePasswordsFromFiles'
  | 'mobileDistribution.applyImportedSettings'
  | 'mobileDistribution.dismissImportedSettings'
  | 'mobileDistribution.validateApp'
  | 'mobileDistribution.previewInBrowser'
  | 'mobileDistribution.stopPreview'
  | 'mobileDistribution.showInstallQrCode'
  | 'mobileDistribution.copyInstallationLink'
  | 'mobileDistribution.downloadPackageAs'
  | 'mobileDistribution.installOnDevice'
  | 'mobileDistribution.showDevices'
  | 'mobileDistribution.showDeviceLog'
  | 'mobileDistribution.uninstallFromDevice'
  | 'mobileDistribution.revealPackage'
  | 'mobileDistribution.inspectPackage'
  | 'mobileDistribution.signPackage'
  | 'mobileDistribution.resignPackage'
  | 'mobileDistribution.resignForNewDevices'
  | 'mobileDistribution.deletePackage'
  | 'mobileDistribution.showPackageLog'
  | 'mobileDistribution.showBuildPlan'
  | 'mobileDistribution.evaluateProject'
  | 'mobileDistribution.generateCiWorkflow'
  | 'mobileDistribution.explainBuildLog'
  | 'mobileDistribution.createKeystore'
  | 'mobileDistribution.openSigningAsset'
  | 'mobileDistribution.exportUploadCertificate'
  | 'mobileDistribution.copyCertificateFingerprints'
  | 'mobileDistribution.recoverKeystore'
  | 'mobileDistribution.requestCertificate'
  | 'mobileDistribution.combineCertificate'
  | 'mobileDistribution.makeCompatibleCopy'
  | 'mobileDistribution.setPassword'
  | 'mobileDistribution.forgetPasswords'
  | 'mobileDistribution.doctor'
  | 'mobileDistribution.startSharing'
  | 'mobileDistribution.shareOverHttps'
  | 'mobileDistribution.stopSharing'
  | 'mobileDistribution.openWalkthrough'
  | 'mobileDistribution.refreshApps'
  | 'mobileDistribution.filterPackages'
  | 'mobileDistribution.clearPackageFilter'
  | 'mobileDistribution.startServer'
  | 'mobileDistribution.stopServer'
  | 'mobileDistribution.connectServer'
  | 'mobileDistribution.disconnectServer'
  | 'mobileDistribution.openPortal'
  | 'mobileDistribution.refreshReleases'
  | 'mobileDistribution.connectStore'
  | 'mobileDistribution.disconnectStore'
  | 'mobileDistribution.publishToStore'
  | 'mobileDistribution.showStoreStatus'
  | 'mobileDistribution.changeStoreRelease'
  | 'mobileDistribution.showBetaFeedback'
  | 'mobileDistribution.createAppleCertificate'
  | 'mobileDistribution.createProfile'
  | 'mobileDistribution.renewProfile'
  | 'mobileDistribution.releasePackage'
  | 'mobileDistribution.releaseAgain'
  | 'mobileDistribution.editReleaseNotes'
  | 'mobileDistribution.addDestination'
  | 'mobileDistribution.removeDestination'
  | 'mobileDistribution.enableRelease'
  | 'mobileDistribution.disableRelease'
  | 'mobileDistribution.deleteRelease'
  | 'mobileDistribution.newGroup'
  | 'mobileDistribution.deleteGroup'
  | 'mobileDistribution.addTesters'
  | 'mobileDistribution.removeTester'
  | 'mobileDistribution.openInstallPage'
  | 'mobileDistribution.copyReleaseLink'
  | 'mobileDistribution.createLimitedLink'
  | 'mobileDistribution.withdrawLink'
  | 'mobileDistribution.registerDevices'
  | 'mobileDistribution.dismissDevice'
  | 'mobileDistribution.showFeedback'
  | 'mobileDistribution.resolveFeedback';

export type ViewId = 'mobileDistribution.apps' | 'mobileDistribution.releases';

export type EditorId =
  | 'mobileDistribution.packageSettings'
  | 'mobileDistribution.signingAsset'
  | 'mobileDistribution.package'
  | 'mobileDistribution.certificateText';

export type TaskType = 'mobile-distribution';

export type ToolName =
  | 'create_mobile_package'
  | 'validate_mobile_app'
  | 'inspect_mobile_package'
  | 'list_mobile_packages'
  | 'get_mobile_install_link'
  | 'explain_mobile_issues'
  | 'fix_mobile_issue';

export type ContextKey =
  | 'mobileDistribution.appState'
  | 'mobileDistribution.cannotBuild'
  | 'mobileDistribution.filtered'
  | 'mobileDistribution.hasAndroid'
  | 'mobileDistribution.hasIos'
  | 'mobileDistribution.hasKeystore'
  | 'mobileDistribution.linkGiven'
  | 'mobileDistribution.packageMade'
  | 'mobileDistribution.previewing'
  | 'mobileDistribution.running'
  | 'mobileDistribution.serverKnown'
  | 'mobileDistribution.serverRunning'
  | 'mobileDistribution.sharing'
  | 'mobileDistribution.storeConnected';

/** Settings by name, without the prefix `mobileDistribution.`. */
export interface SettingTypes {
  readonly 'sharing.port': number;
  readonly 'sharing.address': string;
  readonly 'sharing.linkLifetimeHours': number;
  readonly showPackageNotification: boolean;
  readonly exclude: readonly string[];
  readonly 'packages.outputFolder': string;
  readonly 'packages.keep': number;
  readonly 'toolchains.jdk': string;
  readonly 'toolchains.androidSdk': string;
  readonly 'toolchains.node': string;
  readonly 'toolchains.flutter': string;
  readonly 'toolchains.dotnet': string;
  readonly 'toolchains.xcode': string;
  readonly defaultBuildType: '' | 'debug' | 'release' | 'app-bundle';
  readonly 'server.port': number;
  readonly 'stores.googlePlayAddress': string;
  readonly 'stores.appStoreConnectAddress': string;
  readonly 'stores.intuneAddress': string;
  readonly 'stores.appGalleryAddress': string;
  readonly 'stores.firebaseAddress': string;
}

/** What package.json gives as defaults. */
export const settingDefaults: SettingTypes = {
  'sharing.port': 0,
  'sharing.address': '',
  'sharing.linkLifetimeHours': 24,
  showPackageNotification: true,
  exclude: [],
  'packages.outputFolder': '',
  'packages.keep': 0,
  'toolchains.jdk': '',
  'toolchains.androidSdk': '',
  'toolchains.node': '',
  'toolchains.flutter': '',
  'toolchains.dotnet': '',
  'toolchains.xcode': '',
  defaultBuildType: '',
  'server.port': 4300,
  'stores.googlePlayAddress': '',
  'stores.appStoreConnectAddress': '',
  'stores.intuneAddress': '',
  'stores.appGalleryAddress': '',
  'stores.firebaseAddress': '',
};
