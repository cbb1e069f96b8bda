/** The files that sign the packages of an app, as its settings name them. */

import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { appOnPlatform, type OpenedApp } from '../../../core/workflow/openApp.ts';

/** Absolute paths, whether or not the files are there. */
export function namedAssets(paths: PathTools, app: OpenedApp): readonly string[] {
  const { keystore } = appOnPlatform(app, 'android').effective;
  const { certificate, provisioningProfile } = appOnPlatform(app, 'ios').effective;
  return [keystore, certificate, provisioningProfile].flatMap((named) => (named ? [paths.resolve(app.folder, named.value)] : []));
}
