/** The tools of this machine, each looked for once: an app is checked at each keystroke. `renew` forgets what was found. */

import { type Issue } from '../../base/issue.ts';
import { type Machine } from '../../ports/machine.ts';
import { type AndroidSdk, findAndroidSdk } from './androidSdk.ts';
import { type Dotnet, findDotnet } from './dotnet.ts';
import { findFlutters, type FlutterSdk } from './flutterSdk.ts';
import { findInstalledGradle, type InstalledGradle } from './installedGradle.ts';
import { findJdks, type Jdk } from './jdk.ts';
import { findNodes, type NodeInstallation } from './nodeInstallations.ts';
import { isWished, missingWish, type ToolWishes, type WishedTool, wishedToolNames, wishedTools } from './toolWishes.ts';
import { findXcodes, type Xcode } from './xcode.ts';
import { programFolders, type ToolchainWorld } from './toolchainWorld.ts';

/** As people call them. */
export type ToolName = 'JDK' | 'Android SDK' | 'Gradle' | 'Node' | 'Flutter' | '.NET SDK' | 'Rust' | 'Xcode';

export class Toolchains {
  readonly #world: ToolchainWorld;
  readonly #wishes: ToolWishes;
  readonly #found: Map<string, Promise<unknown>>;

  constructor(world: ToolchainWorld, wishes: ToolWishes = {}, found = new Map<string, Promise<unknown>>()) {
    this.#world = world;
    this.#wishes = wishes;
    this.#found = found;
  }

  /** The tools of this machine that have the versions an app asks for. What was found is shared. */
  wanting(wishes: ToolWishes = {}): Toolchains {
    return new Toolchains(this.#world, wishes, this.#found);
  }

  /** Those of another machine, as far as it was asked: what is not in `found` is not there. By the names of the methods. */
  of(machine: Machine, found: Map<string, Promise<unknown>>): Toolchains {
    return new Toolchains({ ...this.#world, machine }, {}, found);
  }

  /** The wishes that this machine cannot meet. Those for tools that are not there at all are the engines' to report. */
  async unmetWishes(tools: readonly ToolName[]): Promise<readonly Issue[]> {
    const issues: Issue[] = [];
    for (const tool of wishedTools) {
      const wish = this.#wishes[tool];
      if (wish === undefined || !tools.includes(wishedToolNames[tool])) continue;
      const found = await this.versionsOf(tool);
      if (found.length > 0 && !found.some((version) => isWished(version, wish))) issues.push(missingWish(tool, wish, found));
    }
    return issues;
  }

  /** What there is of a tool, whatever is wished. */
  async versionsOf(tool: WishedTool): Promise<readonly string[]> {
    const all: readonly { readonly version: string | undefined }[] = await this.#all(tool);
    return all.flatMap(({ version }) => version ?? []);
  }

  async #all(tool: WishedTool): Promise<readonly { readonly version: string | undefined }[]> {
    const own = this.wanting();
    switch (tool) {
      case 'jdk':
        return await own.jdks();
      case 'node':
        return await own.nodes();
      case 'flutter':
        return await own.flutters();
      case 'xcode':
        return await own.xcodes();
    }
  }

  async #wished<Found extends { readonly version: string | undefined }>(
    tool: WishedTool,
    all: Promise<readonly Found[]>,
  ): Promise<readonly Found[]> {
    const wish = this.#wishes[tool];
    return wish === undefined ? await all : (await all).filter(({ version }) => isWished(version, wish));
  }

  /** Absolute path, of this user. */
  get homeFolder(): string {
    return this.#world.machine.homeFolder;
  }

  get system(): ToolchainWorld['machine']['system'] {
    return this.#world.machine.system;
  }

  /** Of this process, without the variables that hold secrets. */
  variable(name: string): string | undefined {
    return this.#world.machine.variable(name);
  }

  /** Those that the user chose come first, then the newest. */
  jdks(): Promise<readonly Jdk[]> {
    return this.#wished(
      'jdk',
      this.#once('jdks', () => findJdks(this.#world)),
    );
  }

  gradle(): Promise<InstalledGradle | undefined> {
    return this.#once('gradle', () => findInstalledGradle(this.#world));
  }

  /** `named` is what the project says. */
  androidSdk(named?: string): Promise<AndroidSdk | undefined> {
    return this.#once(`sdk ${named ?? ''}`, () => findAndroidSdk(this.#world, named));
  }

  /** The one on PATH first, then the newest. */
  nodes(): Promise<readonly NodeInstallation[]> {
    return this.#wished(
      'node',
      this.#once('nodes', () => findNodes(this.#world)),
    );
  }

  /** Those that the user chose come first, then the newest. */
  flutters(): Promise<readonly FlutterSdk[]> {
    return this.#wished(
      'flutter',
      this.#once('flutters', () => findFlutters(this.#world)),
    );
  }

  dotnet(): Promise<Dotnet | undefined> {
    return this.#once('dotnet', () => findDotnet(this.#world));
  }

  /** Those that the user chose come first, then the newest. Empty on other systems. */
  xcodes(): Promise<readonly Xcode[]> {
    return this.#wished(
      'xcode',
      this.#once('xcodes', () => findXcodes(this.#world)),
    );
  }

  /** A program of PATH by its absolute path; of Windows also a batch file. */
  program(name: string): Promise<string | undefined> {
    return this.#once(`program ${name}`, async () => {
      const { files, paths, machine } = this.#world;
      const endings = machine.system === 'windows' ? ['.exe', '.cmd', '.bat'] : [''];
      for (const folder of programFolders(this.#world)) {
        for (const ending of endings) {
          const path = paths.join(folder, `${name}${ending}`);
          if ((await files.stat(path))?.kind === 'file') return path;
        }
      }
      return undefined;
    });
  }

  renew(): void {
    this.#found.clear();
  }

  #once<Value>(key: string, find: () => Promise<Value>): Promise<Value> {
    const known = this.#found.get(key);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each key is asked for by one method, with one type
    if (known) return known as Promise<Value>;
    const asked = find();
    this.#found.set(key, asked);
    // After an error, the next question is asked again.
    asked.catch(() => this.#found.delete(key));
    return asked;
  }
}
