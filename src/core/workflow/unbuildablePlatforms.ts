/** The platforms of an app for which no engine builds packages here. The engines decide; the app itself is not checked. */

import { type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { type Platform } from '../settings/platform.ts';
import { chooseEngine } from './chooseEngine.ts';
import { appOnPlatform, type OpenedApp, platformFacts } from './openApp.ts';
import { type EngineWorld } from './workflowWorld.ts';

/** An engine that is not chosen yet, or a version that does not exist, is a matter of the settings. */
const isWithoutEngine = ({ code }: Issue): boolean => code === 'engine-not-available' || code === 'engine-platform';

/** Each with the issue that says why. */
export async function unbuildablePlatforms(
  world: EngineWorld,
  app: OpenedApp,
  platforms: readonly Platform[],
): Promise<ReadonlyMap<Platform, Issue>> {
  const found = new Map<Platform, Issue>();
  for (const platform of platforms) {
    const { engine, issues } = await chooseEngine(world, appOnPlatform(app, platform));
    const facts = platformFacts(app.project, platform);
    const { settings } = app.inspected;
    const missing = (await engine?.missingTools?.({ appFolder: app.folder, platform, settings, ...present('facts', facts) })) ?? [];
    const issue = issues.find(isWithoutEngine) ?? missing.find(({ severity }) => severity === 'error');
    if (issue) found.set(platform, issue);
  }
  return found;
}
