/** One running VS Code server with its own data folder. Several windows may be opened on it; `stop` ends it. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../test/support/freePort.ts';
import { type VsCodeInstallation } from './vscodeInstallation.ts';

export interface VsCodeServerOptions {
  readonly installation: VsCodeInstallation;
  /** A separate folder for each server that runs; settings are written when it has none yet. */
  readonly dataFolder: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packed extensions to install first, as a user would. */
  readonly extensions?: readonly string[];
  /** Needed for tests inside the extension host. */
  readonly testDriver?: boolean;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'git.openRepositoryInParentFolders': 'never',
  // Otherwise the server lists the sockets of all processes every few seconds to find ports worth forwarding.
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  // What is drawn without a graphics card does not fit pictures of more device pixels.
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
};

export class VsCodeServer {
  readonly url: string;
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(port: number, process: ChildProcess) {
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.#process = process;
  }

  static async start(options: VsCodeServerOptions): Promise<VsCodeServer> {
    const { installation, dataFolder } = options;
    for (const scope of ['User', 'Machine']) mkdirSync(join(dataFolder, 'data', scope), { recursive: true });
    const settingsPath = join(dataFolder, 'data', 'User', 'settings.json');
    // A folder that is used again keeps what a person set in it.
    if (!existsSync(settingsPath)) writeFileSync(settingsPath, JSON.stringify({ ...quietSettings, ...options.settings }, null, 2));
    const common = ['out/server-main.js', '--server-data-dir', dataFolder, '--accept-server-license-terms', '--telemetry-level', 'off'];
    for (const extension of options.extensions ?? []) {
      const installed = spawnSync(installation.node, [...common, '--install-extension', extension, '--force'], {
        cwd: installation.serverFolder,
        encoding: 'utf8',
      });
      if (installed.status !== 0) throw new Error(`VS Code refused ${extension}:\n${installed.stdout}${installed.stderr}`);
    }
    const port = options.port ?? (await freePort());
    const server = spawn(
      installation.node,
      [
        ...common,
        '--host',
        '127.0.0.1',
        '--port',
        String(port),
        '--without-connection-token',
        // The extension host of a window that is gone ends soon, and not after the three hours that a laptop may sleep.
        '--reconnection-grace-time',
        '15',
        ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
      ],
      {
        cwd: installation.serverFolder,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        env: { ...process.env, ...options.env },
      },
    );
    server.stdout.resume();
    server.stderr.resume();
    const started = new VsCodeServer(port, server);
    await started.#ready();
    return started;
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        const response = await fetch(`http://127.0.0.1:${this.port}/version`);
        if (response.ok) return;
      } catch {
        // Not listening yet.
      }
      if (this.#process.exitCode !== null) throw new Error(`VS Code's server ended with exit code ${this.#process.exitCode}`);
      if (Date.now() > deadline) {
        this.stop();
        throw new Error('VS Code’s server did not answer within 30 seconds');
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  /** Resolves when the server is no more, for whatever reason. */
  get ended(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.#process.once('exit', () => resolve());
    });
  }

  /** Ends the server and the extension hosts it started, by their process group. */
  stop(): void {
    const { pid } = this.#process;
    if (pid === undefined || this.#process.exitCode !== null) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGTERM');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}
