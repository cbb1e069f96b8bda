/** The engine of one framework: everything that is the same for all of them. */

import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { ProjectFolder } from '../../projects/projectFolder.ts';
import { type Platform } from '../../settings/platform.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { type BuildPlan } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../engine/engine.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';
import { type ToolName } from '../toolchains/toolchains.ts';
import { type Framework, type FrameworkProject, type OpenedFramework } from './framework.ts';

type ProjectAsked = Pick<BuildSpec, 'appFolder' | 'facts' | 'platform'> & Partial<Pick<BuildSpec, 'settings'>>;

export class FrameworkEngine implements Engine {
  readonly id: EngineId;
  readonly platforms: readonly Platform[];
  readonly tools: readonly ToolName[];
  readonly #ports: GradleEnginePorts;
  readonly #framework: Framework;

  constructor(ports: GradleEnginePorts, framework: Framework) {
    this.id = framework.id;
    this.platforms = framework.platforms;
    this.tools = framework.tools;
    this.#ports = ports;
    this.#framework = framework;
  }

  /** There is nothing to choose: each project has its own version. */
  async versions(): Promise<readonly string[]> {
    return [];
  }

  async projectVersion(appFolder: string, facts: BuildSpec['facts']): Promise<string | undefined> {
    return await this.#framework.version(this.#project({ appFolder, platform: 'android', ...(facts && { facts }) }));
  }

  async missingTools(app: Pick<BuildSpec, 'appFolder' | 'facts' | 'platform'>): Promise<readonly Issue[]> {
    return (await this.#framework.open(this.#project(app))).issues;
  }

  async check(spec: BuildSpec): Promise<readonly Issue[]> {
    const unmet = await this.#ports.toolchains.wanting(spec.settings.tools).unmetWishes(this.#toolsOn(spec));
    // That the tool is missing then says nothing more.
    return unmet.length > 0 ? unmet : await this.#check(await this.#framework.open(this.#project(spec)), spec);
  }

  /** Every build for iOS needs Xcode, and none needs the tools of Android. */
  #toolsOn({ platform }: BuildSpec): readonly ToolName[] {
    if (platform === 'android') return this.tools;
    return [...this.tools.filter((tool) => tool !== 'JDK' && tool !== 'Android SDK'), 'Xcode'];
  }

  async plan(spec: BuildSpec): Promise<BuildPlan> {
    const opened = await this.#framework.open(this.#project(spec));
    const unmet = await this.#ports.toolchains.wanting(spec.settings.tools).unmetWishes(this.#toolsOn(spec));
    const issues = [...unmet, ...(await this.#check(opened, spec))];
    if (hasErrors(issues)) throw issuesFound(issues);
    return { engine: this.id, engineVersion: spec.engineVersion, ...(await opened.plan(spec)) };
  }

  async #check(opened: OpenedFramework, spec: BuildSpec): Promise<readonly Issue[]> {
    return [...opened.issues, ...((await opened.check?.(spec)) ?? []), ...this.#fixedIdentifier(spec)];
  }

  #project({ appFolder, facts, platform, settings }: ProjectAsked): FrameworkProject {
    const { files, paths } = this.#ports;
    const ports = { ...this.#ports, toolchains: this.#ports.toolchains.wanting(settings?.tools) };
    const app = { appFolder, ...(facts && { facts }) };
    return { ports, app, platform, folder: new ProjectFolder(files, paths, appFolder) };
  }

  /** One that the project computes is compared when the package is opened again. */
  #fixedIdentifier({ appIdentifier, facts, platform, variant }: BuildSpec): readonly Issue[] {
    if (!this.#framework.fixedIdentifierOn.includes(platform)) return [];
    const own = facts?.variants?.find(({ name }) => name === variant)?.appIdentifier ?? facts?.appIdentifier;
    if (own === undefined || own.value === appIdentifier) return [];
    const params = { engine: this.id, identifier: appIdentifier, projectIdentifier: own.value };
    return [createIssue('framework-identifier-fixed', params, { pointer: `/${platform}/appIdentifier` })];
  }
}
