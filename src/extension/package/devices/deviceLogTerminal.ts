/** A terminal that follows what one app writes into the log of a device. Ctrl+C stops; closing it does too. */

import * as vscode from 'vscode';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { shownText } from '../../../core/base/shownText.ts';
import { type AdbDevice } from '../../../core/devices/adbClient.ts';
import { followLog } from '../../../core/devices/followLog.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { connectDevices, nameOf } from './askForDevice.ts';

const ctrlC = '\u0003';

export function showDeviceLogTerminal(world: WorkflowWorld, device: AdbDevice, appIdentifier: string): void {
  const name = `${nameOf(device)}: ${appIdentifier}`;
  // The log is a picture of now: after the window is opened again nothing of it is true.
  const terminal = vscode.window.createTerminal({
    name,
    pty: new DeviceLogTerminal(world, device, appIdentifier),
    iconPath: new vscode.ThemeIcon('device-mobile'),
    isTransient: true,
  });
  terminal.show(true);
}

export class DeviceLogTerminal implements vscode.Pseudoterminal {
  readonly #world: WorkflowWorld;
  readonly #device: AdbDevice;
  readonly #appIdentifier: string;
  readonly #controller = new AbortController();
  readonly #write = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#write.event;

  constructor(world: WorkflowWorld, device: AdbDevice, appIdentifier: string) {
    this.#world = world;
    this.#device = device;
    this.#appIdentifier = appIdentifier;
  }

  open(): void {
    void this.#follow();
  }

  handleInput(data: string): void {
    if (data.includes(ctrlC)) this.#controller.abort();
  }

  close(): void {
    this.#controller.abort();
  }

  async #follow(): Promise<void> {
    const names = [this.#appIdentifier, nameOf(this.#device)] as const;
    try {
      const adb = await connectDevices(this.#world, this.#controller.signal);
      await followLog(adb, this.#device, this.#appIdentifier, {
        onLine: (line) => this.#line(colored(shownText(line))),
        onState: (state) => this.#line(dim(stateText(state, ...names))),
      });
    } catch (error) {
      this.#line(dim(isCancelled(error) ? vscode.l10n.t('Stopped.') : describeError(error)));
    }
  }

  #line(text: string): void {
    this.#write.fire(`${text.replace(/\r?\n/g, '\r\n')}\r\n`);
  }
}

function stateText(state: 'running' | 'crashed' | 'not-running', app: string, device: string): string {
  switch (state) {
    case 'running':
      return vscode.l10n.t('{0} runs on {1}. New lines follow; press Ctrl+C to stop.', app, device);
    case 'crashed':
      return vscode.l10n.t('{0} does not run on {1}. Above is its last crash; new lines follow when it starts.', app, device);
    case 'not-running':
      return vscode.l10n.t('{0} does not run on {1}. Lines follow when it starts; press Ctrl+C to stop.', app, device);
  }
}

/** Errors and warnings in colors of the theme. */
function colored(line: string): string {
  const priority = /^[\d-]{5} [\d:.]{12} ([VDIWEFA])\//.exec(line)?.[1];
  if (priority === 'E' || priority === 'F' || priority === 'A') return `\u001B[31m${line}\u001B[0m`;
  return priority === 'W' ? `\u001B[33m${line}\u001B[0m` : line;
}

function dim(text: string): string {
  return `\u001B[2m${text}\u001B[0m`;
}
