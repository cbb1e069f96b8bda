/**
 * The engine `web`: packs a folder of built web files, or the address of a web app, into an Android or iOS package with the product's
 * own shells. It needs nothing on the machine, so it is always available. Signing is the workflow's.
 */

import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { present } from '../../base/present.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type BuildPlan, type CommandStep } from '../engine/buildPlan.ts';
import { hasHooks } from '../engine/buildHooks.ts';
import { type BuildSpec, type Engine } from '../engine/engine.ts';
import { androidPacker } from './android/androidPacker.ts';
import { serverIssue } from './checkWebBuild.ts';
import { createLauncherIcons } from './android/launcherIcons.ts';
import { createIosIcons } from './ios/iosIcons.ts';
import { iosPacker } from './ios/iosPacker.ts';
import { MadeIcons } from './madeIcons.ts';
import { openWebApp } from './openWebApp.ts';
import { PictureMemory } from './pictureMemory.ts';
import { proposeWebName } from './proposeWebName.ts';
import { WebFileMemory } from './scanWebFiles.ts';
import { type NativeSide } from '../engine/nativeSide.ts';
import { checkUpdateSetting, shellFiles } from './updateCheck.ts';
import { webNativeSide } from '../reuse/native/webNativeSide.ts';
import { type WebApp, type WebAppInspection } from './webApp.ts';
import { buildStep, readWebBuild } from './webBuild.ts';
import { notAllowed } from '../engine/projectCommand.ts';
import { type WebEnginePorts } from './webEnginePorts.ts';
import { type WebPacker } from './webPacker.ts';
import { checkWebSettings } from './webSettingsCheck.ts';

/**
 * What is remembered from one look at the app to the next: a check while someone types, and the check and the build of one package.
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
  readonly #icons = { android: new MadeIcons(createLauncherIcons), ios: new MadeIcons(createIosIcons) };
  /** What the check of a package found, for the plan that follows it. */
  readonly #checked = new WeakMap<BuildSpec, CheckedApp>();
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
    const beganAt = this.#ports.clock.now();
    const inspection = await openWebApp(this.#ports, spec, { signal, ...this.#memory });
    this.#checked.set(spec, { beganAt, inspection });
    return [...ofPlatform, ...inspection.issues];
  }

  /** The app as the check of this very package has just seen it, else as it is now. Files that change later are refused when they are packed. */
  async #open(spec: BuildSpec, signal: AbortSignal): Promise<WebAppInspection> {
    const checked = this.#checked.get(spec);
    this.#checked.delete(spec);
    const ageMs = checked && this.#ports.clock.now().getTime() - checked.beganAt.getTime();
    if (checked && ageMs !== undefined && ageMs >= 0 && ageMs <= checkLastsMs) return checked.inspection;
    // The build of the project may have changed its files.
    const { projectFolder, ...others } = spec;
    const now = spec.runsProjectBuild === true ? others : { ...others, ...present('projectFolder', projectFolder) };
    return await openWebApp(this.#ports, now, { signal, ...this.#memory });
  }

  async plan(spec: BuildSpec, signal: AbortSignal): Promise<BuildPlan> {
    const packer = this.#packer(spec);
    const refused = packer.check();
    if (hasErrors(refused)) throw issuesFound(refused);
    packer.begin();
    const building = spec.runsProjectBuild === true ? await this.#projectBuild(spec) : undefined;
    if (building && hasErrors(building.issues)) throw issuesFound(building.issues);
    const open = async (during: AbortSignal): Promise<OpenedApp> => {
      const { app, issues } = await this.#open(spec, during);
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
        ...(building?.step ? [building.step] : await this.#skippedBuild(spec)),
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
    if (!app) return undefined;
    const files = shellFiles(spec.platform, app.updateCheck !== undefined);
    return webNativeSide(app, spec, await Promise.all(files.map(async (file) => await this.#ports.productFiles.read(file))));
  }

  /** Of web files that are packaged as they are. */
  async #skippedBuild(spec: BuildSpec): Promise<readonly CommandStep[]> {
    if (spec.runsProjectBuild === true || spec.settings.web?.address !== undefined) return [];
    const { command } = await readWebBuild(this.#ports, spec);
    return command ? [{ ...buildStep(spec, command), skipped: notAllowed }] : [];
  }

  /** The step that builds the project, or why there is none. Commands of the settings around the build are a reason to allow it too. */
  async #projectBuild(spec: BuildSpec): Promise<{ readonly step?: CommandStep; readonly issues: readonly Issue[] }> {
    const { webDir, address } = spec.settings.web ?? {};
    const issues = [...checkWebSettings(spec.settings.web ?? {}), ...checkUpdateSetting(spec.settings.web?.updateCheck, spec)];
    if (webDir !== undefined && address !== undefined) issues.push(createIssue('web-source-ambiguous', {}));
    else if (address !== undefined && !hasHooks(spec)) issues.push(createIssue('web-build-unknown', {}));
    if (address !== undefined || hasErrors(issues)) return { issues };
    const { project, command } = await readWebBuild(this.#ports, spec);
    const server = serverIssue(project);
    if (server) issues.push(server);
    else if (webDir === undefined) issues.push(createIssue('web-source-missing', {}));
    if (!command && !hasHooks(spec)) issues.push(createIssue('web-build-unknown', {}));
    return { issues, ...(command && !hasErrors(issues) && { step: buildStep(spec, command) }) };
  }

  #packer(spec: BuildSpec): WebPacker {
    switch (spec.platform) {
      case 'android':
        return androidPacker(this.#ports, spec, this.#icons.android);
      case 'ios':
        return iosPacker(this.#ports, spec, this.#icons.ios);
    }
  }
}

interface CheckedApp {
  readonly beganAt: Date;
  readonly inspection: WebAppInspection;
}

/** The build follows its check at once, unless a person is asked for a password in between. */
const checkLastsMs = 2000;

interface OpenedApp {
  readonly app: WebApp;
  readonly issues: readonly Issue[];
}

function contentOf(app: WebApp): string {
  return app.isRemote ? `opens ${app.startUrl}` : `${app.files.length} web files, starts at ${app.startUrl}`;
}
