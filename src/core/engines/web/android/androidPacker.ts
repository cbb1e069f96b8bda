/** A web app as an APK or an app bundle. */

import { type Bytes } from '../../../base/bytes.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { iconStyleOf } from '../iconShapes.ts';
import { type MadeIcons } from '../madeIcons.ts';
import { type WebApp } from '../webApp.ts';
import { type WebEnginePorts } from '../webEnginePorts.ts';
import { isForStore, shellFiles } from '../updateCheck.ts';
import { type WebPacker } from '../webPacker.ts';
import { appManifest } from './appManifest.ts';
import { appResources } from './appResources.ts';
import { type LauncherIcons } from './launcherIcons.ts';
import { packWebApp } from './packWebApp.ts';

export function androidPacker(ports: WebEnginePorts, spec: BuildSpec, made: MadeIcons<LauncherIcons>): WebPacker {
  let icons: Promise<LauncherIcons> | undefined;
  let shell: Promise<readonly Bytes[]> | undefined;
  const iconsOf = (app: WebApp): Promise<LauncherIcons> => made.of(app.icons, iconStyleOf(app));
  // What is read before the app was looked at: the setting says the same of it.
  const files = shellFiles('android', spec.settings.web?.updateCheck !== undefined && !isForStore(spec.buildType));
  const readShell = async (): Promise<readonly Bytes[]> =>
    await Promise.all(files.map(async (file) => await ports.productFiles.read(file)));
  return {
    format: spec.buildType === 'app-bundle' ? 'aab' : 'apk',
    check: () => [],
    begin: () => {
      shell = readShell();
      shell.catch(() => undefined);
    },
    makeIcons: async (app) => {
      await (icons = iconsOf(app));
    },
    pack: async (app, output, context) => {
      const resources = await appResources(app, spec, await (icons ?? iconsOf(app)));
      const manifest = appManifest(app, spec, resources);
      await packWebApp({ app, spec, manifest, resources, shell: await (shell ?? readShell()) }, output, ports, context);
    },
  };
}
