/**
 * Stands for the server of adb with devices at it, as far as installing needs it. Debian's own `adb` talks to it as well (`adbClient.test.ts`), so
 * it is not only what our client expects.
 */

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface StandInDevice {
  readonly serial: string;
  readonly state?: string;
  readonly model?: string;
  /** What `cmd package install` prints; `Success` when absent. */
  readonly installs?: string;
  /** What other commands print, by their beginning. */
  readonly commands?: Readonly<Record<string, string>>;
  /** Prints what has such a beginning, then what `say` gives, until `hangUp`. */
  readonly follows?: Readonly<Record<string, string>>;
  /** How many bytes of a package it takes before it answers. */
  readonly stopsAfter?: number;
  /** What it does when it has stopped: it ends its side, closes the connection with the rest unread, or says its answer (or nothing) and waits. */
  readonly afterwards?: 'ends' | 'closes' | 'waits' | 'waits without an answer' | 'closes without an answer';
}

/** Of adb 1.0.41, which Debian has; a client of another version would end this server. */
const version = 41;

export class AdbStandIn {
  readonly devices: readonly StandInDevice[];
  /** Services that were asked for. */
  readonly requests: string[] = [];
  /** Packages that were installed, by serial. */
  readonly installed = new Map<string, Buffer>();
  readonly #server: Server = createServer((socket) => void this.#serve(socket));
  readonly #sockets = new Set<Socket>();
  readonly #following = new Set<Socket>();

  constructor(devices: readonly StandInDevice[]) {
    this.devices = devices;
  }

  /** Any free port when none is named. */
  async start(port = 0): Promise<number> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** To everybody who follows. */
  say(text: string): void {
    for (const socket of this.#following) socket.write(text);
  }

  /** As a device does that is unplugged. */
  hangUp(): void {
    for (const socket of this.#following) socket.end();
  }

  /** How many follow. */
  get followers(): number {
    return this.#following.size;
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    const input = new Input(socket);
    let device: StandInDevice | undefined;
    for (;;) {
      const head = await input.take(4);
      if (!head) return;
      const service = String(await input.take(Number.parseInt(head.toString(), 16)));
      this.requests.push(service);
      const transport = /^host:(?:transport|tport)(?::serial)?(?::|-)(.*)$/.exec(service)?.[1];
      if (transport !== undefined) {
        device = this.devices.find(({ serial }) => serial === transport) ?? (transport === 'any' ? this.devices[0] : undefined);
        if (!device) return void socket.end(refused(`device '${transport}' not found`));
        socket.write('OKAY');
        // The number of the connection to the device, which newer clients ask for.
        if (service.startsWith('host:tport')) socket.write(Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]));
        continue;
      }
      if (device) return await this.#onDevice(socket, input, device, service);
      return void socket.end(this.#onHost(service));
    }
  }

  #onHost(service: string): string {
    const name = service.replace(/^host-serial:[^:]+:|^host:/, '');
    if (name === 'version') return answer(version.toString(16).padStart(4, '0'));
    if (name === 'features' || name === 'host-features') return answer('shell_v2,cmd,stat_v2');
    if (name === 'devices' || name === 'devices-l') {
      const long = ({ model }: StandInDevice): string =>
        name === 'devices-l' ? ` product:x model:${model ?? 'x'} device:x transport_id:1` : '';
      return answer(this.devices.map((device) => `${device.serial}\t${device.state ?? 'device'}${long(device)}\n`).join(''));
    }
    return refused(`unknown host service '${name}'`);
  }

  async #onDevice(socket: Socket, input: Input, device: StandInDevice, service: string): Promise<void> {
    const command = service.replace(/^(?:exec|shell)[^:]*:/, '').replaceAll("'", '');
    socket.write('OKAY');
    const size = /^cmd package install .*-S (\d+)/.exec(command)?.[1];
    if (size !== undefined) {
      const bytes = await input.take(Math.min(Number(size), device.stopsAfter ?? Number(size)));
      const said = device.installs ?? 'Success';
      if (said === 'Success' && bytes) this.installed.set(device.serial, bytes);
      const { afterwards = 'ends' } = device;
      if (afterwards !== 'ends') socket.pause();
      if (afterwards === 'ends') socket.end(`${said}\n`);
      else if (afterwards === 'closes without an answer') socket.destroy();
      else if (afterwards === 'waits') socket.write(`${said}\n`);
      // What is unread when a connection is closed resets it.
      else if (afterwards === 'closes') socket.write(`${said}\n`, () => socket.destroy());
      return;
    }
    const followed = Object.entries(device.follows ?? {}).find(([beginning]) => command.startsWith(beginning));
    if (followed) {
      this.#following.add(socket);
      socket.on('close', () => this.#following.delete(socket));
      socket.write(followed[1]);
      return;
    }
    const known = Object.entries(device.commands ?? {}).find(([beginning]) => command.startsWith(beginning));
    socket.end(known?.[1] ?? '');
  }
}

function answer(text: string): string {
  return `OKAY${Buffer.byteLength(text).toString(16).padStart(4, '0')}${text}`;
}

function refused(text: string): string {
  return `FAIL${Buffer.byteLength(text).toString(16).padStart(4, '0')}${text}`;
}

/** The bytes of one connection in the pieces that are asked for. */
class Input {
  readonly #pieces: AsyncIterator<Buffer>;
  #left: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#pieces = socket[Symbol.asyncIterator]();
  }

  async take(count: number): Promise<Buffer | undefined> {
    const parts = [this.#left];
    let length = this.#left.length;
    while (length < count) {
      const { value, done } = await this.#pieces.next().catch(() => ({ value: undefined, done: true as const }));
      if (done === true || value === undefined) return undefined;
      parts.push(value);
      length += value.length;
    }
    const all = Buffer.concat(parts);
    this.#left = all.subarray(count);
    return all.subarray(0, count);
  }
}
