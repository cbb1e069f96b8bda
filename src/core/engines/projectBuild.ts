/** What of the project itself runs before a package, when somebody allows it: shown in the question, as a person would type it. */

import { type AppSettings } from '../settings/appSettings.ts';
import { type Platform } from '../settings/platform.ts';
import { prebuildCommand } from './expo/expo.ts';
import { hasHooks, hookCommands } from './engine/buildHooks.ts';
import { commandText } from './engine/projectCommand.ts';
import { readWebBuild } from './web/webBuild.ts';
import { type WebEnginePorts } from './web/webEnginePorts.ts';

export interface AskedBuild {
  readonly appFolder: string;
  readonly settings: AppSettings;
  readonly platform: Platform;
  /** The engine that builds the app. */
  readonly engine: string | undefined;
}

/** In the order in which they run; `undefined` where nothing is known that would build it. */
export async function projectBuildText(ports: Pick<WebEnginePorts, 'files' | 'paths'>, asked: AskedBuild): Promise<string | undefined> {
  const before = hookCommands(asked, 'before').map(commandText);
  const after = hookCommands(asked, 'after').map(commandText);
  const own = await ownBuildText(ports, asked);
  const all = [...before, ...(own === undefined ? [] : [own]), ...after];
  return all.length === 0 ? undefined : all.join(' && ');
}

async function ownBuildText(ports: Pick<WebEnginePorts, 'files' | 'paths'>, asked: AskedBuild): Promise<string | undefined> {
  if (asked.engine === 'expo') return prebuildCommand(asked.platform);
  // Where commands around the build are the reason to ask, only what these engines run is asked about.
  if (hasHooks(asked) && asked.engine !== 'web' && asked.engine !== 'capacitor') return undefined;
  const { command } = await readWebBuild(ports, asked);
  return command && commandText(command);
}
