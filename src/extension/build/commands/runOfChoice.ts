/** Whether a run is one that a row of the view Apps is about. */

import { type AppChoice } from '../../app/commands/askForApp.ts';
import { variantNamed } from '../../app/variantNamed.ts';
import { type PackageRun } from '../runs/packageRun.ts';

export function isRunOf({ request }: PackageRun, { app, platform, variant }: Pick<AppChoice, 'app' | 'platform' | 'variant'>): boolean {
  if (request.appFolder !== app.folder || (platform && request.platform !== platform)) return false;
  return variant === undefined || variantNamed(app, request.platform, request.variant, request.buildType) === variant;
}
