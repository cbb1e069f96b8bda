/**
 * A web app as an .ipa without a signature, in a fixed order:
 *
 * | part | in `Payload/App.app` |
 * | --- | --- |
 * | facts of the app, settings of the shell | Info.plist, binary |
 * | shell | App |
 * | icons | AppIcon…png |
 * | the color of the launch screen, where the app names one | Launch.png |
 * | names by language | LANGUAGE.lproj/InfoPlist.strings |
 * | the page for an address that cannot be reached | shell/offline.html |
 * | the address that is asked for updates | shell/updates.json |
 * | web files | www/… |
 */

import { type Bytes, latin1 } from '../../../base/bytes.ts';
import { type ByteSink } from '../../../base/byteSource.ts';
import { throwIfCancelled } from '../../../base/cancellation.ts';
import { ZipWriter } from '../../../formats/zip/zipWriter.ts';
import { type WorkContext } from '../../engine/buildPlan.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { addWebFiles } from '../addWebFiles.ts';
import { iconStyleOf } from '../iconShapes.ts';
import { offlinePage } from '../offlinePage.ts';
import { type MadeIcons } from '../madeIcons.ts';
import { type WebApp } from '../webApp.ts';
import { type WebEnginePorts } from '../webEnginePorts.ts';
import { isForStore, shellFiles, updateSettings, updateSettingsFile } from '../updateCheck.ts';
import { type WebPacker } from '../webPacker.ts';
import { type IosIcon } from './iosIcons.ts';
import { checkIosSettings } from './iosSettingsCheck.ts';
import { executableName, infoPlist } from './infoPlist.ts';
import { launchImage, launchImageFile } from './launchScreen.ts';
import { localizedNames } from './localizedNames.ts';

const appFolder = `Payload/${executableName}.app`;
const plainFile = 0o100644;
const program = 0o100755;

export function iosPacker(ports: WebEnginePorts, spec: BuildSpec, made: MadeIcons<readonly IosIcon[]>): WebPacker {
  let icons: Promise<readonly IosIcon[]> | undefined;
  let shell: Promise<Bytes> | undefined;
  const iconsOf = (app: WebApp): Promise<readonly IosIcon[]> => made.of(app.icons, iconStyleOf(app));
  // What is read before the app was looked at: the setting says the same of it.
  const [file] = shellFiles('ios', spec.settings.web?.updateCheck !== undefined && !isForStore(spec.buildType));
  const readShell = (): Promise<Bytes> => ports.productFiles.read(file);
  return {
    format: 'ipa',
    check: () => checkIosSettings(spec, ports.clock.now()),
    begin: () => {
      shell = readShell();
      shell.catch(() => undefined);
    },
    makeIcons: async (app) => {
      await (icons = iconsOf(app));
    },
    pack: async (app, output, context) => {
      const parts = { app, spec, icons: await (icons ?? iconsOf(app)), shell: await (shell ?? readShell()) };
      await pack(parts, output, ports, context);
    },
  };
}

interface Parts {
  readonly app: WebApp;
  readonly spec: BuildSpec;
  readonly icons: readonly IosIcon[];
  readonly shell: Bytes;
}

async function pack(
  { app, spec, icons, shell }: Parts,
  output: ByteSink,
  ports: WebEnginePorts,
  context: Omit<WorkContext, 'output'>,
): Promise<void> {
  const zip = new ZipWriter(output);
  const add = (name: string, bytes: Bytes, method: 'stored' | 'deflated', unixMode = plainFile): void => {
    // `finish` reports what goes wrong; the writer keeps the order.
    void zip.addEntry({ name: `${appFolder}/${name}`, method, bytes, unixMode });
  };
  add('Info.plist', infoPlist(app, spec), 'deflated');
  add('PkgInfo', latin1('APPL????'), 'stored');
  add(executableName, shell, 'deflated', program);
  for (const { fileName, bytes } of icons) add(fileName, bytes, 'stored');
  const launch = launchImage(app);
  if (launch) add(launchImageFile, launch, 'stored');
  for (const { language, strings } of localizedNames(app)) add(`${language}.lproj/InfoPlist.strings`, strings, 'deflated');
  if (app.isRemote) add('shell/offline.html', offlinePage(app), 'deflated');
  if (app.updateCheck !== undefined) add(updateSettingsFile, updateSettings(app.updateCheck), 'deflated');
  await addWebFiles({ zip, prefix: `${appFolder}/www/`, unixMode: plainFile }, app.files, ports.files, context);
  throwIfCancelled(context.signal);
  await zip.finish();
}
