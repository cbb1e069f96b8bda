/**
 * Checks an app as it is in the editor: includes unsaved text, uses stored passwords and never prompts. What
 * was found last is kept for hovers, quick fixes and completions.
 */

import { isFailure } from '../../../core/base/failure.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { platforms, type Platform } from '../../../core/settings/platform.ts';
import { type OpenedApp, type PlatformApp } from '../../../core/workflow/openApp.ts';
import { type PasswordSource } from '../../../core/workflow/passwordSource.ts';
import { type AppValidation } from '../../../core/workflow/validateApp.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type NearbyFiles } from '../fixes/nearbyFiles.ts';
import { DocumentFileSystem, type UnsavedText } from '../../shared/workspace/documentFileSystem.ts';
import { type PlacedIssue, type PlatformIssue } from './issuePlacement.ts';
import { quietEngines } from '../../shared/workspace/quietEngines.ts';

export interface CheckedApp {
  readonly app: OpenedApp;
  readonly platforms: ReadonlyMap<Platform, AppValidation>;
  readonly issues: readonly PlacedIssue[];
  readonly near: NearbyFiles;
}

export interface CheckOptions {
  /** Whether an address in the settings may be asked. */
  readonly mayAsk: boolean;
  /** Called when a store has said more of the app's version codes than this check knew. */
  readonly onLearned?: () => void;
}

export interface AppCheckerParts {
  /** Loads the workflow when it is first needed: it is much code. */
  readonly loadWorld: () => Promise<CheckWorld>;
  readonly unsaved: UnsavedText;
  /** The stored passwords. */
  readonly passwords: PasswordSource;
  /** The app with what is known of its version codes at stores. */
  readonly withStoreCodes?: ((app: OpenedApp, onLearned: () => void) => Promise<OpenedApp>) | undefined;
}

export class AppChecker {
  readonly #parts: AppCheckerParts;
  readonly #last = new Map<string, CheckedApp>();

  constructor(parts: AppCheckerParts) {
    this.#parts = parts;
  }

  /** Throws `cancelled` when the signal says so. */
  async check(folder: string, signal: AbortSignal, { mayAsk, onLearned = () => {} }: CheckOptions): Promise<CheckedApp> {
    const { loadWorld, unsaved, passwords, withStoreCodes } = this.#parts;
    const loaded = await loadWorld();
    const { appOnPlatform, openApp } = await import('../../../core/workflow/openApp.ts');
    const { validateApp } = await import('../../../core/workflow/validateApp.ts');
    const { placeIssues } = await import('./issuePlacement.ts');
    const world: CheckWorld = {
      ...loaded,
      files: new DocumentFileSystem(loaded.files, unsaved),
      engines: mayAsk ? loaded.engines : quietEngines(loaded.engines),
    };
    const opened = await openApp(world, folder);
    const app = (await withStoreCodes?.(opened, onLearned)) ?? opened;
    const found: PlatformIssue[] = app.issues.map((issue) => ({ issue }));
    const validations = new Map<Platform, AppValidation>();
    for (const platform of checkedPlatforms(app)) {
      const validation = await validateApp(world, app, { platform, passwords, signal }).catch(
        async (error: unknown) => await whatIsKnown(appOnPlatform(app, platform), error),
      );
      validations.set(platform, validation);
      found.push(...ownIssues(app, validation).map((issue) => ({ issue, platform })));
    }
    const near = await this.#near(world, app, validations);
    const checked: CheckedApp = { app, platforms: validations, issues: placeIssues(app, found), near };
    this.#last.set(folder, checked);
    return checked;
  }

  /** Profiles are looked into only for an app that has settings for iOS. */
  async #near(world: CheckWorld, app: OpenedApp, checked: ReadonlyMap<Platform, AppValidation>): Promise<NearbyFiles> {
    const { findNearbyFiles } = await import('../fixes/nearbyFiles.ts');
    const near = await findNearbyFiles(world.files, world.paths, app);
    const target = checked.get('ios');
    if (!target || near.profileFiles.length === 0) return { ...near, fittingProfiles: [] };
    const { fittingProfiles } = await import('../../../core/workflow/offeredProfiles.ts');
    // In Restricted Mode a certificate outside the workspace is not read: nothing is known to fit.
    const fitting = await fittingProfiles(world, target, this.#parts.passwords, near.profileFiles).catch((error: unknown) => {
      if (isFailure(error, 'file-restricted')) return [];
      throw error;
    });
    return { ...near, fittingProfiles: fitting };
  }

  /** What the last check of the app found. */
  last(folder: string): CheckedApp | undefined {
    return this.#last.get(folder);
  }

  forget(folder: string): void {
    this.#last.delete(folder);
  }
}

/** In Restricted Mode a file outside the workspace is not read: what depends on it stays unknown, and that is said. */
async function whatIsKnown(target: PlatformApp, error: unknown): Promise<AppValidation> {
  if (!isFailure(error, 'file-restricted')) throw error;
  const { createIssue } = await import('../../../core/base/issue.ts');
  const { app } = target;
  const issue = createIssue('app-file-restricted', { path: String(error.params['path']) }, { file: app.settingsPath });
  const unknown = { engine: undefined, engineVersion: undefined, spec: undefined, signing: undefined };
  return { ...target, ...unknown, issues: [...app.issues, issue] };
}

/** The platforms that the settings name; Android when they name none. */
function checkedPlatforms({ inspected: { settings } }: OpenedApp): readonly Platform[] {
  const named = platforms.filter((platform) => settings[platform] !== undefined);
  return named.length === 0 ? ['android'] : named;
}

/** A validation repeats what is wrong with the app on every platform. */
function ownIssues(app: OpenedApp, { issues }: AppValidation): readonly Issue[] {
  const shared = new Set(app.issues.map(keyOf));
  return issues.filter((issue) => !shared.has(keyOf(issue)));
}

function keyOf({ code, message, place }: Issue): string {
  return JSON.stringify([code, message, place?.pointer, place?.range]);
}
