/**
 * The engine `gradle`: builds an Android app with the project's own Gradle. Our init script (`media/gradle/init.gradle`) sets identifier and
 * versions without a change to the project, leaves the package unsigned and says where it is. No secret reaches Gradle in any form: a daemon
 * keeps what it was started with, and arguments are in the list of processes.
 */

import { type Issue } from '../../base/issue.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { type BuildPlan, type JointPlan } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../engine/engine.ts';
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

  async missingTools(app: Pick<BuildSpec, 'appFolder' | 'facts'>): Promise<readonly Issue[]> {
    return (await openGradle(this.#ports, app)).issues;
  }

  async check(spec: BuildSpec): Promise<readonly Issue[]> {
    return (await openGradle(this.#ports, spec)).issues;
  }

  async plan(spec: BuildSpec): Promise<BuildPlan> {
    const plan = planGradle(this.#ports, spec, await openGradle(this.#ports, spec));
    return { engine: this.id, engineVersion: plan.tools['Gradle'] ?? spec.engineVersion, ...plan };
  }

  async planTogether(specs: readonly [BuildSpec, ...BuildSpec[]]): Promise<JointPlan> {
    const plan = planGradleTogether(this.#ports, specs, await openGradle(this.#ports, specs[0]));
    return { engine: this.id, engineVersion: plan.tools['Gradle'] ?? specs[0].engineVersion, ...plan };
  }
}
