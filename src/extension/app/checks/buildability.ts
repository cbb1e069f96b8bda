/**
 * Which apps of the workspace no engine can build yet, so that views say so before the first click. What the engines say is asked once the
 * view is shown, and again when apps change.
 */

import * as vscode from 'vscode';
import { type Platform } from '../../../core/settings/platform.ts';
import { type EngineWorld } from '../../../core/workflow/workflowWorld.ts';
import { platformsOf, type AppEntry } from '../appEntry.ts';
import { type AppIndex } from '../appIndex.ts';
import { setContext } from '../../shared/contextKeys.ts';
import { type Log } from '../../shared/log.ts';

export interface BuildabilityParts {
  readonly index: AppIndex;
  readonly loadWorld: () => Promise<EngineWorld>;
  readonly log: Log;
}

export class Buildability implements vscode.Disposable {
  readonly #parts: BuildabilityParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  /** Why an app is not built for a platform, in the language of the window. By the app's folder. */
  #reasons: ReadonlyMap<string, ReadonlyMap<Platform, string>> = new Map();
  #listening: vscode.Disposable | undefined;
  #turn = 0;

  constructor(parts: BuildabilityParts) {
    this.#parts = parts;
  }

  /** Asks, and listens from then on. A second call does nothing. */
  start(): void {
    if (this.#listening) return;
    this.#listening = this.#parts.index.onDidChange(() => void this.#look());
    void this.#look();
  }

  /** Why no engine builds the app for the platform; nothing when one does, and as long as that is not known. */
  reason({ folder }: AppEntry, platform: Platform): string | undefined {
    return this.#reasons.get(folder)?.get(platform);
  }

  /** The same for an app that is built for none of its platforms. */
  reasonForAll(app: AppEntry): string | undefined {
    const reasons = platformsOf(app).map((platform) => this.reason(app, platform));
    return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
  }

  async #look(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const [apps, world, { unbuildablePlatforms }, { issueText }] = await Promise.all([
        this.#parts.index.apps(),
        this.#parts.loadWorld(),
        import('../../../core/workflow/unbuildablePlatforms.ts'),
        import('../../shared/errors/tableText.ts'),
      ]);
      const reasons = new Map<string, ReadonlyMap<Platform, string>>();
      for (const app of apps) {
        const found = await unbuildablePlatforms(world, app.opened, platformsOf(app));
        const texts = [...found].map(([platform, issue]) => {
          const { message, remedy } = issueText(issue);
          return [platform, `${message}. ${remedy}.`] as const;
        });
        reasons.set(app.folder, new Map(texts));
      }
      if (turn !== this.#turn) return;
      this.#reasons = reasons;
      this.#changed.fire();
      const isNoneBuilt = apps.length > 0 && apps.every((app) => this.reasonForAll(app) !== undefined);
      await setContext('mobileDistribution.cannotBuild', isNoneBuilt);
    } catch (error) {
      this.#parts.log.error(error);
    }
  }

  dispose(): void {
    this.#listening?.dispose();
    this.#changed.dispose();
  }
}
