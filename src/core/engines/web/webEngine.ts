/**
 * The engine `web`: packs a folder of built web files, or the address of a web app, into an Android package with the product's
 * own shell. It needs nothing on the machine, so it is always available. Signing is the workflow's.
 */

import { type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { present } from '../../base/present.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type BuildPlan } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../engine/engine.ts';
import { appManifest } from './appManifest.ts';
import { appResources } from './appResources.ts';
import { createLauncherIcons, type LauncherIcons } from './launcherIcons.ts';
import { openWebApp } from './openWebApp.ts';
import { packWebApp } from './packWebApp.ts';
import { PictureMemory } from './pictureMemory.ts';
import { proposeWebName } from './proposeWebName.ts';
import { WebFileMemory } from './scanWebFiles.ts';
import { type WebApp } from './webApp.ts';
import { type WebEnginePorts } from './webEnginePorts.ts';

/**
 * What is remembered from one look at the app to the next: a check while somebody types, and the check and the build of one package.
 * Icons that were made are not: each package is made in a process of its own, which makes them once.
 */
export interface WebEngineMemory {
  readonly pictures: PictureMemory;
  readonly memory: WebFileMemory;
}

export class WebEngine implements Engine {
  readonly id = 'web';
  readonly platforms = ['android'] as const;
  readonly #ports: WebEnginePorts;
  readonly #memory: WebEngineMemory;

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
    const { issues } = await openWebApp(this.#ports, spec, { signal, ...this.#memory });
    return issues;
  }

  async plan(spec: BuildSpec, signal: AbortSignal): Promise<BuildPlan> {
    const shellReading = this.#ports.productFiles.read('android-shell/classes.dex');
    shellReading.catch(() => undefined);
    const { app, issues } = await openWebApp(this.#ports, spec, { signal, ...this.#memory });
    if (app === undefined) throw issuesFound(issues);
    let icons: Promise<LauncherIcons> | undefined;
    const content = app.isRemote ? `opens ${app.startUrl}` : `${app.files.length} web files, starts at ${app.startUrl}`;
    return {
      engine: this.id,
      engineVersion: spec.engineVersion,
      tools: {},
      steps: [
        {
          id: 'icons',
          kind: 'work',
          name: 'Make the icons',
          progress: 'making icons',
          weight: 3,
          run: async () => {
            await (icons = this.#iconsOf(app));
            return [];
          },
        },
        {
          id: 'pack',
          kind: 'work',
          name: `Package the web app (${content})`,
          progress: 'packing web files',
          weight: 7,
          run: async ({ output, ...context }) => {
            const resources = await appResources(app, spec, await (icons ?? this.#iconsOf(app)));
            const manifest = appManifest(app, spec, resources);
            await packWebApp({ app, spec, manifest, resources, shell: await shellReading }, output, this.#ports, context);
            return issues;
          },
        },
      ],
      artifact: { kind: 'written', format: spec.buildType === 'app-bundle' ? 'aab' : 'apk' },
    };
  }

  #iconsOf(app: WebApp): Promise<LauncherIcons> {
    return createLauncherIcons(app.icons, {
      name: app.name,
      background: app.backgroundColor.light,
      ...present('themeColor', app.themeColor),
    });
  }
}
