/**
 * The engine `web`: packs a folder of built web files, or the address of a web app, into an Android or iOS package with the product's
 * own shells. It needs nothing on the machine, so it is always available. Signing is the workflow's.
 */

import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type BuildPlan, type CommandStep } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../engine/engine.ts';
import { androidPacker } from './android/androidPacker.ts';
import { serverIssue } from './checkWebBuild.ts';
import { iosPacker } from './ios/iosPacker.ts';
import { openWebApp } from './openWebApp.ts';
import { PictureMemory } from './pictureMemory.ts';
import { proposeWebName } from './proposeWebName.ts';
import { WebFileMemory } from './scanWebFiles.ts';
import { type NativeSide } from '../engine/nativeSide.ts';
import { webNativeSide } from '../reuse/native/webNativeSide.ts';
import { type WebApp } from './webApp.ts';
import { buildStep, readWebBuild } from './webBuild.ts';
import { type WebEnginePorts } from './webEnginePorts.ts';
import { type WebPacker } from './webPacker.ts';
import { checkWebSettings } from './webSettingsCheck.ts';

/**
 * What is remembered from one look at the app to the next: a check while someone types, and the check and the build of one package.
 * Icons that were made are not: each package is made in a separate process, which makes them once.
 */
export interface WebEngineMemory {
  readonly pictures: PictureMemory;
  readonly memory: WebFileMemory;
}

export class WebEngine implements Engine {
  readonly id = 'web';
  readonly platforms = ['android', 'ios'] as const;
  readonly #ports: WebEnginePorts;
  readonly #memory: WebEngineMemory;
  /** What was packed for each package, whose native side is asked for afterwards. */
  readonly #packed = new WeakMap<BuildSpec, WebApp>();

  constructor(ports: WebEnginePorts, memory: WebEngineMemory = { pictures: new PictureMemory(), memory: new WebFileMemory() }) {
    this.#ports = ports;
    this.#memory = memory;
  }

  async versions(): Promise<readonly string[]> {
    return ['1'];
  }

  proposeName(app: Pick<BuildSpec, 'appFolder' | 'settings'>, signal: AbortSignal): Promise<Sourced<string> | undefined> {
    return proposeWebName(this.#ports, app, signal);
  }

  async check(spec: BuildSpec, signal: AbortSignal): Promise<readonly Issue[]> {
    // What the build is going to write cannot be looked at before it.
    const ofPlatform = this.#packer(spec).check();
    if (spec.runsProjectBuild === true) return [...ofPlatform, ...(await this.#projectBuild(spec)).issues];
    const { issues } = await openWebApp(this.#ports, spec, { signal, ...this.#memory });
    return [...ofPlatform, ...issues];
  }

  async plan(spec: BuildSpec, signal: AbortSignal): Promise<BuildPlan> {
    const packer = this.#packer(spec);
    const refused = packer.check();
    if (hasErrors(refused)) throw issuesFound(refused);
    packer.begin();
    const building = spec.runsProjectBuild === true ? await this.#projectBuild(spec) : undefined;
    if (building && !building.step) throw issuesFound(building.issues);
    const open = async (during: AbortSignal): Promise<OpenedApp> => {
      const { app, issues } = await openWebApp(this.#ports, spec, { signal: during, ...this.#memory });
      if (app === undefined) throw issuesFound(issues);
      this.#packed.set(spec, app);
      return { app, issues };
    };
    // The files that are there now, or those that the build of the project is going to write.
    let opened = building ? undefined : await open(signal);
    return {
      engine: this.id,
      engineVersion: spec.engineVersion,
      tools: {},
      steps: [
        ...(building?.step ? [building.step] : []),
        {
          id: 'icons',
          kind: 'work',
          name: 'Make the icons',
          progress: 'making icons',
          weight: 3,
          run: async (context) => {
            opened ??= await open(context.signal);
            await packer.makeIcons(opened.app);
            return [];
          },
        },
        {
          id: 'pack',
          kind: 'work',
          name: `Package the web app${opened ? ` (${contentOf(opened.app)})` : ''}`,
          progress: 'packing web files',
          weight: 7,
          run: async ({ output, ...context }) => {
            const { app, issues } = (opened ??= await open(context.signal));
            await packer.pack(app, output, context);
            return issues;
          },
        },
      ],
      artifact: { kind: 'written', format: packer.format },
    };
  }

  /** Of what was packed for this package, or of what is there now. */
  async nativeSide(spec: BuildSpec, signal: AbortSignal): Promise<NativeSide | undefined> {
    if (spec.settings.web?.address !== undefined) return undefined;
    const app = this.#packed.get(spec) ?? (await openWebApp(this.#ports, spec, { signal, ...this.#memory })).app;
    const shell = spec.platform === 'ios' ? 'ios-shell/Shell' : 'android-shell/classes.dex';
    return app && webNativeSide(app, spec, await this.#ports.productFiles.read(shell));
  }

  /** The step that builds the project, or why there is none. */
  async #projectBuild(spec: BuildSpec): Promise<{ readonly step?: CommandStep; readonly issues: readonly Issue[] }> {
    const { webDir, address } = spec.settings.web ?? {};
    const issues = [...checkWebSettings(spec.settings.web ?? {})];
    if (webDir !== undefined && address !== undefined) issues.push(createIssue('web-source-ambiguous', {}));
    else if (address !== undefined) issues.push(createIssue('web-build-unknown', {}));
    if (address !== undefined || hasErrors(issues)) return { issues };
    const { project, command } = await readWebBuild(this.#ports, spec);
    const server = serverIssue(project);
    if (server) issues.push(server);
    else if (webDir === undefined) issues.push(createIssue('web-source-missing', {}));
    if (!command) issues.push(createIssue('web-build-unknown', {}));
    return { issues, ...(command && !hasErrors(issues) && { step: buildStep(spec, command) }) };
  }

  #packer(spec: BuildSpec): WebPacker {
    switch (spec.platform) {
      case 'android':
        return androidPacker(this.#ports, spec);
      case 'ios':
        return iosPacker(this.#ports, spec);
    }
  }
}

interface OpenedApp {
  readonly app: WebApp;
  readonly issues: readonly Issue[];
}

function contentOf(app: WebApp): string {
  return app.isRemote ? `opens ${app.startUrl}` : `${app.files.length} web files, starts at ${app.startUrl}`;
}
