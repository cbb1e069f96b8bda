/** The name in the web manifest behind an address. Of a folder the name is read when its app is detected. */

import { type Sourced } from '../../settings/origin.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { locateWebApp } from './locateWebApp.ts';
import { readWebManifest } from './readWebManifest.ts';
import { type WebEnginePorts } from './webEnginePorts.ts';

export async function proposeWebName(
  ports: WebEnginePorts,
  app: Pick<BuildSpec, 'appFolder' | 'settings'>,
  signal: AbortSignal,
): Promise<Sourced<string> | undefined> {
  const { location } = await locateWebApp(ports, app, { signal });
  if (!location?.isRemote) return undefined;
  const { manifest } = await readWebManifest(location.source, location.pageUrl);
  const value = manifest?.name ?? manifest?.shortName;
  return value === undefined ? undefined : { value, origin: { kind: 'web-manifest', file: location.base } };
}
