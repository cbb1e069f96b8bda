/** One app of the workspace as the editor's views, tasks and commands see it. */

import { type DetectedApp } from '../../core/projects/detectApp.ts';
import { type Platform } from '../../core/settings/platform.ts';
import { type PackageRecord } from '../../core/versions/packageRecord.ts';
import { type OpenedApp, type PlatformApp } from '../../core/workflow/openApp.ts';

export interface AppEntry {
  /** Absolute path. */
  readonly folder: string;
  /** Of the workspace folder it is in. */
  readonly workspaceFolder: string;
  readonly detected: DetectedApp;
  readonly opened: OpenedApp;
  /** The app as one platform sees it. Provided by the opener, so that only its code is loaded. */
  readonly on: (platform: Platform) => PlatformApp;
}

/** The platforms an app makes packages for: the ones its settings name, else those its project builds for; Android where nothing says it. */
export function platformsOf({ opened }: AppEntry): readonly Platform[] {
  const { android, ios } = opened.inspected.settings;
  const named: Platform[] = [...(android ? ['android' as const] : []), ...(ios ? ['ios' as const] : [])];
  if (named.length > 0) return named;
  const { project } = opened;
  const built: Platform[] = [...(project?.android ? ['android' as const] : []), ...(project?.ios ? ['ios' as const] : [])];
  return built.length > 0 ? built : ['android'];
}

export function onPlatform(entry: AppEntry, platform: Platform): PlatformApp {
  return entry.on(platform);
}

/** What people call the app: its name, or the folder's. */
export function nameOf(entry: AppEntry): string {
  return onPlatform(entry, platformsOf(entry)[0] ?? 'android').effective.name?.value ?? entry.folder;
}

/** Newest first. */
export function packagesOf(app: AppEntry, platform: Platform): readonly PackageRecord[] {
  return app.opened.ledger.records.filter((record) => record.platform === platform).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** The web folder of an app, as its settings or its project name it. */
export function webDirOf({ opened }: AppEntry): string | undefined {
  return opened.inspected.settings.web?.webDir ?? opened.project?.webDir?.value;
}
