/** What of the project itself runs before a package, when somebody allows it: shown in the question, as a person would type it. */

import { type AppSettings } from '../settings/appSettings.ts';
import { type Platform } from '../settings/platform.ts';
import { prebuildCommand } from './expo/expo.ts';
import { commandText, readWebBuild } from './web/webBuild.ts';
import { type WebEnginePorts } from './web/webEnginePorts.ts';

export interface AskedBuild {
  readonly appFolder: string;
  readonly settings: AppSettings;
  readonly platform: Platform;
  /** The engine that builds the app. */
  readonly engine: string | undefined;
}

/** `undefined` where nothing is known that would build it. */
export async function projectBuildText(ports: Pick<WebEnginePorts, 'files' | 'paths'>, asked: AskedBuild): Promise<string | undefined> {
  if (asked.engine === 'expo') return prebuildCommand(asked.platform);
  const { command } = await readWebBuild(ports, asked);
  return command && commandText(command);
}
