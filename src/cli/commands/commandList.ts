/** All commands, in the order of the help. Each is loaded when it is called, and all of them for the help that lists them. */

import { type Command } from '../grammar/command.ts';

export interface ListedCommand {
  /** As the command itself has it. */
  readonly path: Command['path'];
  load(): Promise<Command>;
}

export const commandList: readonly ListedCommand[] = [
  { path: ['init'], load: async () => (await import('./init.ts')).init },
  { path: ['doctor'], load: async () => (await import('./doctor.ts')).doctor },
  { path: ['validate'], load: async () => (await import('./validate.ts')).validate },
  { path: ['project', 'inspect'], load: async () => (await import('./project/inspect.ts')).projectInspect },
  { path: ['package', 'create'], load: async () => (await import('./package/create.ts')).packageCreate },
  { path: ['package', 'list'], load: async () => (await import('./package/list.ts')).packageList },
  { path: ['package', 'inspect'], load: async () => (await import('./package/inspect.ts')).packageInspect },
  { path: ['package', 'verify'], load: async () => (await import('./package/verify.ts')).packageVerify },
  { path: ['package', 'sign'], load: async () => (await import('./package/sign.ts')).packageSign },
  { path: ['keystore', 'create'], load: async () => (await import('./keystore/create.ts')).keystoreCreate },
  { path: ['keystore', 'inspect'], load: async () => (await import('./keystore/inspect.ts')).keystoreInspect },
  {
    path: ['keystore', 'export-certificate'],
    load: async () => (await import('./keystore/exportCertificate.ts')).keystoreExportCertificate,
  },
  { path: ['keystore', 'recover'], load: async () => (await import('./keystore/recover.ts')).keystoreRecover },
  { path: ['certificate', 'request'], load: async () => (await import('./certificate/request.ts')).certificateRequest },
  { path: ['certificate', 'combine'], load: async () => (await import('./certificate/combine.ts')).certificateCombine },
  { path: ['certificate', 'convert'], load: async () => (await import('./certificate/convert.ts')).certificateConvert },
  { path: ['certificate', 'inspect'], load: async () => (await import('./certificate/inspect.ts')).certificateInspect },
  { path: ['store', 'publish'], load: async () => (await import('./store/publish.ts')).storePublish },
  { path: ['device', 'install'], load: async () => (await import('./device/install.ts')).deviceInstall },
  { path: ['device', 'uninstall'], load: async () => (await import('./device/uninstall.ts')).deviceUninstall },
  { path: ['device', 'log'], load: async () => (await import('./device/log.ts')).deviceLog },
  { path: ['ci', 'init'], load: async () => (await import('./ci/init.ts')).ciInit },
  { path: ['log', 'explain'], load: async () => (await import('./log/explain.ts')).logExplain },
  { path: ['decode'], load: async () => (await import('./decode.ts')).decode },
  { path: ['server', 'start'], load: async () => (await import('./server/start.ts')).serverStart },
  { path: ['release', 'create'], load: async () => (await import('./release/create.ts')).releaseCreate },
  { path: ['release', 'list'], load: async () => (await import('./release/list.ts')).releaseList },
  { path: ['release', 'show'], load: async () => (await import('./release/show.ts')).releaseShow },
  { path: ['release', 'edit'], load: async () => (await import('./release/edit.ts')).releaseEdit },
  { path: ['release', 'delete'], load: async () => (await import('./release/delete.ts')).releaseDelete },
  { path: ['release', 'promote'], load: async () => (await import('./release/promote.ts')).releasePromote },
  { path: ['group', 'create'], load: async () => (await import('./group/create.ts')).groupCreate },
  { path: ['group', 'list'], load: async () => (await import('./group/list.ts')).groupList },
  { path: ['group', 'delete'], load: async () => (await import('./group/delete.ts')).groupDelete },
  { path: ['tester', 'add'], load: async () => (await import('./tester/add.ts')).testerAdd },
  { path: ['tester', 'list'], load: async () => (await import('./tester/list.ts')).testerList },
  { path: ['tester', 'remove'], load: async () => (await import('./tester/remove.ts')).testerRemove },
  { path: ['device', 'add'], load: async () => (await import('./device/add.ts')).deviceAdd },
  { path: ['device', 'list'], load: async () => (await import('./device/list.ts')).deviceList },
  { path: ['device', 'remove'], load: async () => (await import('./device/remove.ts')).deviceRemove },
  { path: ['token', 'create'], load: async () => (await import('./token/create.ts')).tokenCreate },
  { path: ['token', 'list'], load: async () => (await import('./token/list.ts')).tokenList },
  { path: ['token', 'delete'], load: async () => (await import('./token/delete.ts')).tokenDelete },
  { path: ['webhook', 'create'], load: async () => (await import('./webhook/create.ts')).webhookCreate },
  { path: ['webhook', 'list'], load: async () => (await import('./webhook/list.ts')).webhookList },
  { path: ['webhook', 'test'], load: async () => (await import('./webhook/test.ts')).webhookTest },
  { path: ['webhook', 'delete'], load: async () => (await import('./webhook/delete.ts')).webhookDelete },
  { path: ['retention', 'show'], load: async () => (await import('./retention/show.ts')).retentionShow },
  { path: ['retention', 'set'], load: async () => (await import('./retention/set.ts')).retentionSet },
  { path: ['retention', 'apply'], load: async () => (await import('./retention/apply.ts')).retentionApply },
  { path: ['feedback', 'list'], load: async () => (await import('./feedback/list.ts')).feedbackList },
  { path: ['feedback', 'resolve'], load: async () => (await import('./feedback/resolve.ts')).feedbackResolve },
  { path: ['profile', 'inspect'], load: async () => (await import('./profile/inspect.ts')).profileInspect },
];
