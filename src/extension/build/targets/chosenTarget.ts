/**
 * What Create Package… makes when it is asked for nothing else: the app, platform and build type that someone chose in the status bar. Kept
 * with the workspace, so that a window that is opened again has it still.
 */

import * as vscode from 'vscode';
import { buildTypesOf, type BuildType, isPlatform, type Platform } from '../../../core/settings/platform.ts';
import { onPlatform, platformsOf, type AppEntry } from '../../app/appEntry.ts';
import { type AppIndex } from '../../app/appIndex.ts';

export interface PackageTarget {
  readonly app: AppEntry;
  readonly platform: Platform;
  /** That of the settings when absent. */
  readonly buildType?: BuildType;
  /** One variant that was named; else those that were chosen. */
  readonly variant?: string;
}

const key = 'packageTarget';

interface Kept {
  readonly folder?: unknown;
  readonly platform?: unknown;
  readonly buildType?: unknown;
}

export class ChosenTarget implements vscode.Disposable {
  readonly #index: AppIndex;
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(index: AppIndex, memento: vscode.Memento) {
    this.#index = index;
    this.#memento = memento;
  }

  /** Nothing when none was chosen, or when its app or platform is gone. */
  async chosen(): Promise<PackageTarget | undefined> {
    const { folder, platform, buildType } = this.#memento.get<Kept>(key) ?? {};
    if (typeof folder !== 'string' || !isPlatform(platform)) return undefined;
    const app = await this.#index.app(folder);
    if (!app?.opened.hasSettings || !platformsOf(app).includes(platform)) return undefined;
    const known = buildTypesOf[platform].find((each) => each === buildType);
    return { app, platform, ...(known && { buildType: known }) };
  }

  /** The one that was chosen, else the first there is. */
  async current(): Promise<PackageTarget | undefined> {
    const chosen = await this.chosen();
    if (chosen) return chosen;
    const app = (await this.#index.apps()).find(({ opened }) => opened.hasSettings);
    const [platform] = app ? platformsOf(app) : [];
    return app && platform && { app, platform };
  }

  /** The build type of the settings is not kept: it may change there. */
  async choose({ app, platform, buildType }: PackageTarget): Promise<void> {
    const isOfSettings = buildType === onPlatform(app, platform).effective.buildType.value;
    await this.#memento.update(key, { folder: app.folder, platform, ...(buildType && !isOfSettings && { buildType }) });
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The build type a package of the target gets. */
export function buildTypeOf({ app, platform, buildType }: PackageTarget): BuildType {
  return buildType ?? onPlatform(app, platform).effective.buildType.value;
}
