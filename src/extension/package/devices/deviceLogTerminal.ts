/** A terminal that follows what one app writes into the log of a device. Ctrl+C stops; closing it does too. */

import * as vscode from 'vscode';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { shownText } from '../../../core/base/shownText.ts';
import { followLog } from '../../../core/devices/followLog.ts';
import { followOnIos } from '../../../core/devices/ios/iosDevices.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { connectDevices, connectIosTool, nameOfDevice, type ConnectedDevice } from './connectedDevices.ts';

const ctrlC = '\u0003';

export function showDeviceLogTerminal(world: WorkflowWorld, device: ConnectedDevice, appIdentifier: string): void {
  const name = `${nameOfDevice(device)}: ${appIdentifier}`;
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
  readonly #device: ConnectedDevice;
  readonly #appIdentifier: string;
  readonly #controller = new AbortController();
  readonly #write = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#write.event;

  constructor(world: WorkflowWorld, device: ConnectedDevice, appIdentifier: string) {
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
    const names = [this.#appIdentifier, nameOfDevice(this.#device)] as const;
    const { signal } = this.#controller;
    const onLine = (line: string): void => this.#line(colored(shownText(line)));
    try {
      if (this.#device.platform === 'ios') {
        const tool = await connectIosTool(this.#world, signal);
        this.#line(dim(vscode.l10n.t('New lines of {0} on {1} follow; press Ctrl+C to stop.', names[0], names[1])));
        return await followOnIos(tool, this.#device.device, this.#appIdentifier, onLine);
      }
      const adb = await connectDevices(this.#world, signal);
      const onState = (state: LogState): void => this.#line(dim(stateText(state, ...names)));
      return await followLog(adb, this.#device.device, this.#appIdentifier, { onLine, onState });
    } catch (error) {
      return this.#line(dim(isCancelled(error) ? vscode.l10n.t('Stopped.') : describeError(error)));
    }
  }

  #line(text: string): void {
    this.#write.fire(`${text.replace(/\r?\n/g, '\r\n')}\r\n`);
  }
}

type LogState = 'running' | 'crashed' | 'not-running';

function stateText(state: LogState, app: string, device: string): string {
  switch (state) {
    case 'running':
      return vscode.l10n.t('{0} runs on {1}. New lines follow; press Ctrl+C to stop.', app, device);
    case 'crashed':
      return vscode.l10n.t('{0} does not run on {1}. Above is its last crash; new lines follow when it starts.', app, device);
    case 'not-running':
      return vscode.l10n.t('{0} does not run on {1}. Lines follow when it starts; press Ctrl+C to stop.', app, device);
  }
}

/** Errors and warnings in colors of the theme: `E/` of logcat, `[4711] <Error>:` of the log of iOS. */
function colored(line: string): string {
  const priority = /^[\d-]{5} [\d:.]{12} ([VDIWEFA])\//.exec(line)?.[1] ?? /\] <(\w{1,20})>:/.exec(line.slice(0, 500))?.[1] ?? '';
  if (/^(?:[EFA]|Error|Critical|Alert|Emergency|Fault)$/.test(priority)) return `\u001B[31m${line}\u001B[0m`;
  return /^W(?:arning)?$/.test(priority) ? `\u001B[33m${line}\u001B[0m` : line;
}

function dim(text: string): string {
  return `\u001B[2m${text}\u001B[0m`;
}
