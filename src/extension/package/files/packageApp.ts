/** Which app of the workspace a package belongs to, and what the settings of that app allow in it. */

import { type AppEntry } from '../../app/appEntry.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';
import { type PackageSubject } from './packageSubject.ts';

/** The app that it is recorded for, else the innermost one whose folder it is in, as those that other tools build are. */
export async function appOfPackage(index: Pick<AppIndex, 'apps'>, { path, recorded }: PackageSubject): Promise<AppEntry | undefined> {
  if (recorded) return recorded.app;
  const around = (await index.apps()).filter(({ folder }) => isWithin(folder, path));
  return around.toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

/** Names of entries that look like secrets and may be in packages of the app, as when they are created. */
export async function allowedIn(app: AppEntry | undefined): Promise<readonly string[]> {
  if (!app) return [];
  const { allowedEntries } = await import('../../../core/workflow/allowedEntries.ts');
  return allowedEntries(app.opened.inspected.settings);
}
