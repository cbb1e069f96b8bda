/** The engine and its version for one platform of an app; what is not there is an issue that says what is. */

import { createIssue, type Issue } from '../base/issue.ts';
import { type Engine } from '../engines/engine/engine.ts';
import { platformNames } from '../settings/platform.ts';
import { engineIds, settingsEngineIds } from '../settings/settingsModel.ts';
import { platformFacts, type PlatformApp } from './openApp.ts';
import { type EngineWorld } from './workflowWorld.ts';

export interface EngineChoice {
  readonly engine: Engine | undefined;
  readonly version: string | undefined;
  readonly issues: readonly Issue[];
}

export async function chooseEngine({ engines, machine }: EngineWorld, target: PlatformApp): Promise<EngineChoice> {
  const { effective, platform } = target;
  const place = target.placeOf(effective.engine, '/engine');
  const none = (issue: Issue): EngineChoice => ({ engine: undefined, version: undefined, issues: [issue] });
  if (!effective.engine) return none(createIssue('engine-missing', {}, place));
  const { value: id } = effective.engine;
  if (!engineIds.some((known) => known === id))
    return none(createIssue('engine-unknown', { engine: id, choices: settingsEngineIds.join(', ') }, place));
  const engine = engines.find((candidate) => candidate.id === id);
  if (!engine) return none(createIssue('engine-not-available', { engine: id, platform: platformNames[platform] }, place));
  if (!engine.platforms.includes(platform)) {
    const built = engine.platforms.map((name) => platformNames[name]).join(', ');
    return none(createIssue('engine-platform', { engine: id, platform: platformNames[platform], platforms: built }, place));
  }
  if (engine.projectVersion) {
    const own = await engine.projectVersion(target.app.folder, platformFacts(target.app.project, platform));
    return ofProject(target, engine, own);
  }
  const versions = await machine.versionsOf(engine);
  const [newest] = versions;
  if (newest === undefined) return none(createIssue('engine-not-available', { engine: id, platform: platformNames[platform] }, place));
  const wanted = effective.engineVersion?.value ?? newest;
  if (versions.includes(wanted)) return { engine, version: wanted, issues: [] };
  const versionPlace = target.placeOf(effective.engineVersion, `/${platform}/engineVersion`);
  return none(
    createIssue('engine-version-unavailable', { engineVersion: wanted, engine: id, versions: versions.join(', ') }, versionPlace),
  );
}

/** Another version than the project's cannot be chosen. Where it is not known, the engine itself says what is missing. */
function ofProject({ effective, platform, placeOf }: PlatformApp, engine: Engine, own: string | undefined): EngineChoice {
  const wanted = effective.engineVersion;
  if (!wanted || wanted.value === own) return { engine, version: own ?? unknownVersion, issues: [] };
  const params = { engineVersion: wanted.value, engine: engine.id, versions: own ?? unknownVersion };
  const issue = createIssue('engine-version-unavailable', params, placeOf(wanted, `/${platform}/engineVersion`));
  return { engine: undefined, version: undefined, issues: [issue] };
}

const unknownVersion = 'unknown';
