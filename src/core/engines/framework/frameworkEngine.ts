/** The engine of one framework: everything that is the same for all of them. */

import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { phrase } from '../../base/phrase.ts';
import { ProjectFolder } from '../../projects/projectFolder.ts';
import { type Platform } from '../../settings/platform.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { type BuildPlan } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine, type ToolsAsked, toolsOn } from '../engine/engine.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';
import { type ToolName } from '../toolchains/toolchains.ts';
import { type Evaluations, evaluateWith } from '../evaluate/evaluation.ts';
import { evaluateGradle } from '../evaluate/evaluateGradle.ts';
import { evaluateXcode } from '../evaluate/evaluateXcode.ts';
import { buildHostIssues, buildHostOf } from '../build-host/buildHost.ts';
import { pairToMacIssues, wantsPairToMac } from '../maui/pairToMac.ts';
import { copyMeans } from '../build-host/copyMeans.ts';
import { askHost } from '../build-host/hostFacts.ts';
import { planOnHost } from '../build-host/planOnHost.ts';
import { signsWithXcode, xcodeSigningIssues, xcodeSigningUnfit } from '../xcode/xcodeSigning.ts';
import { repositoryOf } from '../web/packageBounds.ts';
import { lockedPackages } from './lockedPackages.ts';
import { type Framework, type FrameworkProject, type OpenedFramework } from './framework.ts';

export class FrameworkEngine implements Engine {
  readonly id: EngineId;
  readonly platforms: readonly Platform[];
  readonly tools: readonly ToolName[];
  readonly variantsOn: readonly Platform[];
  readonly #ports: GradleEnginePorts;
  readonly #framework: Framework;

  constructor(ports: GradleEnginePorts, framework: Framework) {
    this.id = framework.id;
    this.platforms = framework.platforms;
    this.tools = framework.tools;
    this.variantsOn = framework.variantsOn;
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

  async missingTools(app: ToolsAsked): Promise<readonly Issue[]> {
    const host = this.#hostOf(app);
    if (host !== undefined) return await buildHostIssues(host, this.#ports.toolchains);
    const unmet = await this.#ports.toolchains.wanting(app.settings?.tools).unmetWishes(this.#toolsHere(app));
    return unmet.length > 0 ? unmet : (await this.#framework.open(this.#project(app))).issues;
  }

  async evaluate(app: ToolsAsked, signal: AbortSignal): Promise<Evaluations> {
    const project = this.#project(app);
    const isOnGradle = app.platform === 'android' && app.facts?.gradle !== undefined;
    return await evaluateWith([
      // A native project that computes something is asked itself: it is what gets built.
      async () => (isOnGradle ? await evaluateGradle(project.ports, app, signal) : undefined),
      async () => (app.platform === 'ios' ? await evaluateXcode(project, signal) : undefined),
      async () => await this.#framework.evaluate?.(project, signal),
    ]);
  }

  async check(spec: BuildSpec): Promise<readonly Issue[]> {
    const host = this.#hostOf(spec);
    // What is on the host is asked right before a build.
    if (host !== undefined)
      return [
        ...(await buildHostIssues(host, this.#ports.toolchains)),
        ...this.#archiveSigning(spec, host),
        ...this.#fixedIdentifier(spec),
      ];
    const unmet = await this.#ports.toolchains.wanting(spec.settings.tools).unmetWishes(this.#toolsHere(spec));
    // That the tool is missing then says nothing more.
    return unmet.length > 0 ? unmet : await this.#check(await this.#framework.open(this.#project(spec)), spec);
  }

  async plan(spec: BuildSpec, signal: AbortSignal): Promise<BuildPlan> {
    const host = this.#hostOf(spec);
    if (host !== undefined) return await this.#planOnHost(spec, host, signal);
    const opened = await this.#framework.open(this.#project(spec));
    const unmet = await this.#ports.toolchains.wanting(spec.settings.tools).unmetWishes(this.#toolsHere(spec));
    const issues = [...unmet, ...(await this.#check(opened, spec))];
    if (hasErrors(issues)) throw issuesFound(issues);
    return { engine: this.id, engineVersion: spec.engineVersion, ...(await opened.plan(spec)) };
  }

  async #planOnHost(spec: BuildSpec, host: string, signal: AbortSignal): Promise<BuildPlan> {
    const { files, paths, programs, toolchains } = this.#ports;
    const issues = await this.check(spec);
    if (hasErrors(issues) || !programs) throw issuesFound(issues);
    const root = (await repositoryOf(files, paths, spec.appFolder)) ?? spec.appFolder;
    const facts = await askHost({ programs, toolchains, wishes: spec.settings.tools, projectFolder: root }, host, signal);
    const unmet = await facts.toolchains.unmetWishes(toolsOn(this, spec.platform));
    const project = { ...this.#project(spec), ports: { ...this.#ports, toolchains: facts.toolchains } };
    const opened = await this.#framework.open(project);
    const { tools, usesPackages } = this.#framework;
    const needsPackages = tools.includes('Node') || (await usesPackages?.(project)) === true;
    const packages = needsPackages ? await lockedPackages(project, root) : undefined;
    const unlocked = needsPackages && !packages ? [createIssue('build-host-lock-missing', { host }, { file: spec.appFolder })] : [];
    const all = [...unmet, ...unlocked, ...(await this.#check(opened, spec))];
    if (hasErrors(all)) throw issuesFound(all);
    const copyBy = await copyMeans({ files, paths, toolchains }, host, facts, root);
    const plan = planOnHost({ host, facts, paths, programs, root, copyBy, packages }, await opened.plan(spec));
    return { engine: this.id, engineVersion: spec.engineVersion, ...plan };
  }

  async #check(opened: OpenedFramework, spec: BuildSpec): Promise<readonly Issue[]> {
    return [
      ...this.#pairing(spec),
      ...opened.issues,
      ...((await opened.check?.(spec)) ?? []),
      ...this.#archiveSigning(spec),
      ...this.#fixedIdentifier(spec),
    ];
  }

  /** The Mac that builds over ssh. By Pair to Mac this machine builds. */
  #hostOf(app: ToolsAsked): string | undefined {
    const { toolchains } = this.#ports;
    return wantsPairToMac(app, toolchains.system) ? undefined : buildHostOf(app, toolchains);
  }

  /** Xcode is not on this machine in Pair to Mac. */
  #toolsHere(app: ToolsAsked): readonly ToolName[] {
    const tools = toolsOn(this, app.platform);
    return wantsPairToMac(app, this.#ports.toolchains.system) ? tools.filter((tool) => tool !== 'Xcode') : tools;
  }

  #pairing(spec: BuildSpec): readonly Issue[] {
    const { system } = this.#ports.toolchains;
    const host = spec.settings.ios?.buildHost;
    if (host === undefined || !wantsPairToMac(spec, system)) return [];
    return pairToMacIssues(host, { isMaui: this.id === 'maui', system });
  }

  #project({ appFolder, facts, platform, settings }: ToolsAsked): FrameworkProject {
    const { files, paths } = this.#ports;
    const ports = { ...this.#ports, toolchains: this.#ports.toolchains.wanting(settings?.tools) };
    const app = { appFolder, ...(facts && { facts }), ...(settings && { settings }) };
    return { ports, app, platform, folder: new ProjectFolder(files, paths, appFolder) };
  }

  /** No key leaves this computer, and tools that start Xcode themselves sign in their own way. */
  #archiveSigning(spec: BuildSpec, host?: string): readonly Issue[] {
    if (spec.platform !== 'ios' || !signsWithXcode(spec)) return [];
    if (host !== undefined) return [xcodeSigningUnfit(phrase('a build host gets no certificate'))];
    if (this.#framework.isArchivedByUs !== true) return [xcodeSigningUnfit(phrase('the tool of the framework starts Xcode itself'))];
    return xcodeSigningIssues(spec);
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
