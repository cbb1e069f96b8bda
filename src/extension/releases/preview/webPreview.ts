/**
 * Preview in Browser: the web folder of an app, served as the shell of its package will serve it. On this computer alone, or on the network
 * when the person chooses that, then with a QR code for a phone. One preview at a time; it stops by itself, on request, and with the window.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type PreviewServer } from '../../../releases/preview/previewServer.ts';
import { setContext } from '../../shared/contextKeys.ts';
import { type Log } from '../../shared/log.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { chooseSharingPlace, forwardedOrigin, type SharingPlace } from '../sharing/sharingPlace.ts';

export type PreviewReach = 'thisComputer' | 'network';

/** A web folder, and what the app in it is called. */
export interface PreviewedApp {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
}

export class WebPreview implements vscode.Disposable {
  readonly #log: Log;
  #server: PreviewServer | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** The address that was opened. Another preview ends. */
  async show({ folder }: PreviewedApp, reach: PreviewReach): Promise<string> {
    if (!vscode.workspace.isTrusted) throw Failure.of('preview-restricted', {});
    const place = await placeOf(reach);
    await this.stop();
    const { PreviewServer: Server } = await import('../../../releases/preview/previewServer.ts');
    const server = new Server({ folder, host: place.host, onIdle: () => void this.#ended(server) });
    await server.start();
    this.#server = server;
    const address = place.isForwarded ? `${await forwardedOrigin(server.port)}/` : server.address;
    server.allow(address);
    this.#log.info(`Preview of ${folder} on ${address}`);
    await setContext('mobileDistribution.previewing', true);
    await openWebPage(address);
    return address;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    await server.stop();
    await this.#ended(server);
  }

  async #ended(server: PreviewServer): Promise<void> {
    if (this.#server !== server) return;
    this.#server = undefined;
    this.#log.info('Preview stopped');
    await setContext('mobileDistribution.previewing', false);
  }

  dispose(): void {
    void this.#server?.stop();
    this.#server = undefined;
  }
}

/** On a remote machine, VS Code forwards the port to the computer where the person is. */
async function placeOf(reach: PreviewReach): Promise<SharingPlace> {
  return reach === 'network' ? await chooseSharingPlace() : { host: '127.0.0.1', isForwarded: vscode.env.remoteName !== undefined };
}
