/** The files that may be in a package although they look like secrets: someone named them in the settings. */

import { listedPath } from '../engines/web/webFileName.ts';
import { type AppSettings } from '../settings/appSettings.ts';

/** Names of entries, or their ends from a slash on: those of `web` are below the folder that the web engine packs, on every platform. */
export function allowedEntries({ web, build }: AppSettings): readonly string[] {
  const ofWeb = (web?.allowedFiles ?? []).map((file) => `www/${listedPath(file)}`);
  return [...ofWeb, ...(build?.allowedFiles ?? []).map(listedPath)];
}
