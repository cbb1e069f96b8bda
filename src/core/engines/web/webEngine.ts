/**
 * The engine `web`: packs a folder of built web files, or the address of a web app, into an Android package with the product's
 * own shell. It needs nothing on the machine, so it is always available. Signing is the workflow's.
 */

import { throwIfCancelled } from '../../base/cancellation.ts';
import { type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { present } from '../../base/present.ts';
import { progressPart } from '../../base/progress.ts';
import { type NewFile } from '../../ports/fileSystem.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type BuildContext, type BuildPlan, type BuildResult, type Engine } from '../engine.ts';
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

  proposeName(app: Pick<BuildPlan, 'appFolder' | 'settings'>, signal: AbortSignal): Promise<Sourced<string> | undefined> {
    return proposeWebName(this.#ports, app, signal);
  }

  async check(plan: BuildPlan, signal: AbortSignal): Promise<readonly Issue[]> {
    const { issues } = await openWebApp(this.#ports, plan, { signal, ...this.#memory });
    return issues;
  }

  async build(plan: BuildPlan, output: NewFile, context: BuildContext): Promise<BuildResult> {
    const { report, log, signal } = context;
    report({ step: 'reading the web app', fraction: 0 });
    const shellReading = this.#ports.productFiles.read('android-shell/classes.dex');
    shellReading.catch(() => undefined);
    const { app, issues } = await openWebApp(this.#ports, plan, { signal, ...this.#memory });
    if (app === undefined) throw issuesFound(issues);
    throwIfCancelled(signal);
    log(app.isRemote ? `opens ${app.startUrl}` : `${app.files.length} web files, starts at ${app.startUrl}`);
    report({ step: 'making icons', fraction: 0.1 });
    const icons = await this.#iconsOf(app);
    const resources = await appResources(app, plan, icons);
    const manifest = appManifest(app, plan, resources);
    const shell = await shellReading;
    await packWebApp({ app, plan, manifest, resources, shell }, output, this.#ports, { ...context, report: progressPart(report, 0.3, 1) });
    report({ step: 'packed', fraction: 1 });
    return { format: plan.buildType === 'app-bundle' ? 'aab' : 'apk', issues };
  }

  #iconsOf(app: WebApp): Promise<LauncherIcons> {
    return createLauncherIcons(app.icons, {
      name: app.name,
      background: app.backgroundColor.light,
      ...present('themeColor', app.themeColor),
    });
  }
}
