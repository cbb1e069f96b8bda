/**
 * The engine `gradle`: builds an Android app with the project's own Gradle. Our init script (`media/gradle/init.gradle`) sets identifier and
 * versions without a change to the project, leaves the package unsigned and says where it is. No secret reaches Gradle in any form: a daemon
 * keeps what it was started with, and arguments are in the list of processes.
 */

import { type Issue } from '../../base/issue.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { type BuildPlan, type JointPlan } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine, type ToolsAsked } from '../engine/engine.ts';
import { type Evaluations, evaluateWith } from '../evaluate/evaluation.ts';
import { evaluateGradle } from '../evaluate/evaluateGradle.ts';
import { openGradle, planGradle, planGradleTogether } from './gradleBuild.ts';
import { type GradleEnginePorts } from './gradleEnginePorts.ts';
import { openWrapper } from './gradleProject.ts';

export class GradleEngine implements Engine {
  readonly id: EngineId = 'gradle';
  readonly platforms = ['android'] as const;
  readonly tools = ['JDK', 'Android SDK'] as const;
  readonly #ports: GradleEnginePorts;

  constructor(ports: GradleEnginePorts) {
    this.#ports = ports;
  }

  /** Of the Gradle on PATH, for projects without a wrapper. */
  async versions(): Promise<readonly string[]> {
    const gradle = await this.#ports.toolchains.gradle();
    return gradle?.version === undefined ? [] : [gradle.version];
  }

  async projectVersion(appFolder: string, facts: BuildSpec['facts']): Promise<string | undefined> {
    const wrapper = await openWrapper(this.#ports, this.#ports.paths.join(appFolder, ...(facts?.gradle?.root ?? [])));
    return wrapper ? wrapper.version : (await this.versions())[0];
  }

  async missingTools(app: ToolsAsked): Promise<readonly Issue[]> {
    return await this.#missing(app);
  }

  async evaluate(app: ToolsAsked, signal: AbortSignal): Promise<Evaluations> {
    return await evaluateWith([async () => await evaluateGradle(this.#portsFor(app), app, signal)]);
  }

  async check(spec: BuildSpec): Promise<readonly Issue[]> {
    return await this.#missing(spec);
  }

  async #missing(app: ToolsAsked): Promise<readonly Issue[]> {
    const ports = this.#portsFor(app);
    const unmet = await ports.toolchains.unmetWishes(this.tools);
    // That the tool is missing then says nothing more.
    return unmet.length > 0 ? unmet : (await openGradle(ports, app)).issues;
  }

  async plan(spec: BuildSpec): Promise<BuildPlan> {
    const ports = this.#portsFor(spec);
    const plan = planGradle(ports, spec, await openGradle(ports, spec));
    return { engine: this.id, engineVersion: plan.tools['Gradle'] ?? spec.engineVersion, ...plan };
  }

  async planTogether(specs: readonly [BuildSpec, ...BuildSpec[]]): Promise<JointPlan> {
    const ports = this.#portsFor(specs[0]);
    const plan = planGradleTogether(ports, specs, await openGradle(ports, specs[0]));
    return { engine: this.id, engineVersion: plan.tools['Gradle'] ?? specs[0].engineVersion, ...plan };
  }

  /** With the versions of tools that the settings of the app ask for. */
  #portsFor({ settings }: Pick<ToolsAsked, 'settings'>): GradleEnginePorts {
    return { ...this.#ports, toolchains: this.#ports.toolchains.wanting(settings?.tools) };
  }
}
