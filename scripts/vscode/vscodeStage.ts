/**
 * One VS Code server with the packed extension installed, and one browser: what everything that is tried for real shares.
 * A second process, such as mocha, joins the stage of the one that opened it through an environment variable.
 */

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserServer } from 'playwright-core';
import { type PackedExtension } from '../package/packExtension.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { ensureChromium, ensureVsCode } from './vscodeInstallation.ts';
import { freePort } from '../../test/support/freePort.ts';
import { until } from '../../test/support/until.ts';
import { PortProxy } from './portProxy.ts';
import { UserSettings } from './userSettings.ts';
import { VsCodeServer } from './vscodeServer.ts';
import { browserArguments, VsCodeWindow, type WindowOptions } from './vscodeWindow.ts';
import { hasCachedCopy } from './workspaceCache.ts';

/** The git-ignored folder that keeps VS Code itself. */
export const vscodeCache = join(projectRoot, '.vscode-test');

/** What another process needs to know. */
export interface StageAddress {
  readonly url: string;
  readonly port: number;
  /** Holds the data of the server, the workspaces, and the user's folder of the product. */
  readonly folder: string;
  /** The installed extension, unpacked. */
  readonly extensionFolder: string;
  readonly browserEndpoint: string;
  /** Where windows look for the server of adb, so that they never meet one of this machine. */
  readonly adbPort: number;
}

export interface StageOptions {
  /** Where VS Code says that ports are forwarded to, with `{{port}}` in it; a proxy of the stage when absent. */
  readonly forwardedPorts?: string;
}

interface OwnedParts {
  readonly server: VsCodeServer;
  readonly browserServer: BrowserServer;
  readonly proxy: PortProxy;
}

const copyLimitMs = 120_000;

export const stageVariable = 'MOBILE_DISTRIBUTION_STAGE';

export class VsCodeStage {
  readonly address: StageAddress;
  readonly browser: Browser;
  readonly #owned: OwnedParts | undefined;

  private constructor(address: StageAddress, browser: Browser, owned?: OwnedParts) {
    this.address = address;
    this.browser = browser;
    this.#owned = owned;
  }

  /** Empties `folder` and starts everything in it. */
  static async open(
    folder: string,
    { path }: PackedExtension,
    log: (line: string) => void,
    options: StageOptions = {},
  ): Promise<VsCodeStage> {
    const installation = ensureVsCode(vscodeCache, log);
    const executablePath = ensureChromium(log);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const proxy = new PortProxy();
    await proxy.start();
    const adbPort = await freePort();
    const server = await VsCodeServer.start({
      installation,
      dataFolder: dataFolderOf(folder),
      extensions: [path],
      testDriver: true,
      env: {
        XDG_CONFIG_HOME: join(folder, 'config'),
        GRADLE_USER_HOME: join(folder, 'gradle-home'),
        VSCODE_PROXY_URI: options.forwardedPorts ?? proxy.template,
        ANDROID_ADB_SERVER_PORT: String(adbPort),
      },
    });
    try {
      const browserServer = await chromium.launchServer({ executablePath, args: browserArguments });
      const address: StageAddress = {
        url: server.url,
        port: server.port,
        folder,
        extensionFolder: installedExtension(folder),
        browserEndpoint: browserServer.wsEndpoint(),
        adbPort,
      };
      return new VsCodeStage(address, await chromium.connect(address.browserEndpoint), { server, browserServer, proxy });
    } catch (error) {
      server.stop();
      proxy.stop();
      throw error;
    }
  }

  /** The stage that another process opened. */
  static async join(text: string): Promise<VsCodeStage> {
    const address: StageAddress = JSON.parse(text);
    return new VsCodeStage(address, await chromium.connect(address.browserEndpoint));
  }

  /** An empty folder for a workspace. */
  workspace(name: string): string {
    const folder = join(this.address.folder, 'workspaces', name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /**
   * Opens a window. A `.code-workspace` file that is new to this VS Code is opened once beforehand: VS Code in the browser
   * may lose the folders of one that it has no cached copy of, and a reload before it wrote that copy does not bring them
   * back. No tests run in that first window.
   */
  async openWindow(options: Omit<WindowOptions, 'browser' | 'url'>): Promise<VsCodeWindow> {
    const { browser } = this;
    const { url } = this.address;
    const { folder } = options;
    if (folder?.endsWith('.code-workspace') === true) await this.#makeKnown(folder);
    return await VsCodeWindow.open({ browser, url, ...options });
  }

  async #makeKnown(file: string): Promise<void> {
    const { browser } = this;
    const { url } = this.address;
    const isKnown = (): boolean => hasCachedCopy(this.dataFolder, new URL(url).host, file);
    if (isKnown()) return;
    const first = await VsCodeWindow.open({ browser, url, folder: file });
    try {
      await until(`VS Code's copy of ${file}`, () => isKnown() || undefined, copyLimitMs);
      await first.leave();
    } finally {
      await first.close();
    }
  }

  get dataFolder(): string {
    return dataFolderOf(this.address.folder);
  }

  /** Changes user settings for a while: the caller restores them. */
  changeSettings(settings: Readonly<Record<string, unknown>>): UserSettings {
    const user = new UserSettings(dataFolderOf(this.address.folder));
    user.change(settings);
    return user;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#owned?.browserServer.close();
    this.#owned?.server.stop();
    this.#owned?.proxy.stop();
  }
}

function dataFolderOf(folder: string): string {
  return join(folder, 'data');
}

function installedExtension(folder: string): string {
  const extensions = join(dataFolderOf(folder), 'extensions');
  const name = readdirSync(extensions).find((entry) => entry.startsWith('mobile-distribution.'));
  if (name === undefined) throw new Error(`VS Code did not install the extension into ${extensions}`);
  return join(extensions, name);
}
