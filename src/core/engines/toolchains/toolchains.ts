/** The tools of this machine, each looked for once: an app is checked at each keystroke. `renew` forgets what was found. */

import { type AndroidSdk, findAndroidSdk } from './androidSdk.ts';
import { findInstalledGradle, type InstalledGradle } from './installedGradle.ts';
import { findJdks, type Jdk } from './jdk.ts';
import { type ToolchainWorld } from './toolchainWorld.ts';

export class Toolchains {
  readonly #world: ToolchainWorld;
  #jdks: Promise<readonly Jdk[]> | undefined;
  #gradle: Promise<InstalledGradle | undefined> | undefined;
  readonly #sdks = new Map<string, Promise<AndroidSdk | undefined>>();

  constructor(world: ToolchainWorld) {
    this.#world = world;
  }

  get system(): ToolchainWorld['machine']['system'] {
    return this.#world.machine.system;
  }

  /** Those that the user chose come first, then the newest. */
  jdks(): Promise<readonly Jdk[]> {
    return (this.#jdks ??= findJdks(this.#world));
  }

  gradle(): Promise<InstalledGradle | undefined> {
    return (this.#gradle ??= findInstalledGradle(this.#world));
  }

  /** `named` is what the project says. */
  androidSdk(named?: string): Promise<AndroidSdk | undefined> {
    const key = named ?? '';
    let sdk = this.#sdks.get(key);
    if (!sdk) this.#sdks.set(key, (sdk = findAndroidSdk(this.#world, named)));
    return sdk;
  }

  renew(): void {
    this.#jdks = undefined;
    this.#gradle = undefined;
    this.#sdks.clear();
  }
}
