/**
 * Talks to the server of adb, which every Android tool shares: which devices and emulators are there, and commands on one of them. The protocol is
 * that of `SERVICES.TXT` and `OVERVIEW.TXT` of adb: a request is four hexadecimal digits and that many bytes; the answer is OKAY, or FAIL with a
 * text in the same form.
 */

import { type ByteSource } from '../base/byteSource.ts';
import { concatBytes, fromUtf8, toHex, utf8, type Bytes } from '../base/bytes.ts';
import { Failure } from '../base/failure.ts';
import { type LocalConnection, type LocalConnections } from '../ports/localConnections.ts';

export interface AdbDevice {
  readonly serial: string;
  /** `device` when it can be used; `unauthorized`, `offline`, `no permissions` … otherwise. */
  readonly state: string;
  /** As its maker calls it: `Pixel 8`; `undefined` where it does not say. */
  readonly model: string | undefined;
}

/** More than any answer of these services. */
const longestAnswer = 256 * 1024;
const pieceBytes = 256 * 1024;

export class AdbClient {
  readonly #connections: LocalConnections;
  readonly #port: number;
  readonly #signal: AbortSignal;

  constructor(connections: LocalConnections, { port, signal }: { readonly port: number; readonly signal: AbortSignal }) {
    this.#connections = connections;
    this.#port = port;
    this.#signal = signal;
  }

  /** The version of the server; `undefined` where none runs. */
  async version(): Promise<number | undefined> {
    const connection = await this.#connections.connect(this.#port, this.#signal);
    if (!connection) return undefined;
    return await using(connection, async (stream) => {
      await stream.request('host:version');
      return Number.parseInt(await stream.text(), 16);
    });
  }

  async devices(): Promise<readonly AdbDevice[]> {
    return await this.#ask(async (stream) => {
      await stream.request('host:devices-l');
      return (await stream.text()).split('\n').flatMap(parseDevice);
    });
  }

  /** What a command on a device printed. It is one text for the device's shell, so names in it must have been checked. */
  async shell(serial: string, command: string): Promise<string> {
    return await this.#ask(async (stream) => {
      await stream.request(`host:transport:${serial}`);
      await stream.request(`exec:${command}`);
      return await stream.rest();
    });
  }

  /** Hands over what a command on a device prints, as it comes. Returns when the command ends or the device goes away. */
  async follow(serial: string, command: string, onPiece: (piece: Bytes) => void): Promise<void> {
    await this.#ask(async (stream) => {
      await stream.request(`host:transport:${serial}`);
      await stream.request(`exec:${command}`);
      await stream.each(onPiece);
    });
  }

  /** Streams an APK to the device, which installs it over what is there. Gives what the device said: `Success`, or why not. */
  async install(serial: string, source: ByteSource, onProgress?: (fraction: number) => void): Promise<string> {
    return await this.#ask(async (stream) => {
      await stream.request(`host:transport:${serial}`);
      await stream.request(`exec:cmd package install -r -S ${source.size}`);
      for (let at = 0; at < source.size; at += pieceBytes) {
        const isTaken = await stream.write(await source.read(at, Math.min(pieceBytes, source.size - at)));
        if (!isTaken) return await stream.reason();
        onProgress?.(Math.min(1, (at + pieceBytes) / source.size));
      }
      return await stream.rest();
    });
  }

  async #ask<Value>(use: (stream: AdbStream) => Promise<Value>): Promise<Value> {
    const connection = await this.#connections.connect(this.#port, this.#signal);
    if (!connection) throw Failure.of('adb-unreachable', { port: this.#port });
    return await using(connection, use);
  }
}

async function using<Value>(connection: LocalConnection, use: (stream: AdbStream) => Promise<Value>): Promise<Value> {
  try {
    return await use(new AdbStream(connection));
  } finally {
    connection.close();
  }
}

/** `emulator-5554 device product:sdk model:sdk_gphone64 device:emu64xa transport_id:1`. A state may have blanks, its explanation parentheses. */
function parseDevice(line: string): readonly AdbDevice[] {
  const [, serial, rest = ''] = /^(\S{1,200})\s+(\S.*)$/.exec(line) ?? [];
  if (serial === undefined) return [];
  const [state = ''] = rest.split(/ (?=\w+:|\()|;/, 1);
  const model = /(?:^| )model:(\S{1,100})/.exec(rest)?.[1]?.replaceAll('_', ' ');
  return [{ serial, state: state.trim(), model }];
}

/** One connection: what was read and not used yet is kept. */
class AdbStream {
  readonly #connection: LocalConnection;
  #left: Bytes = new Uint8Array(0);

  constructor(connection: LocalConnection) {
    this.#connection = connection;
  }

  /** `false` where the other side takes no more. */
  async write(bytes: Bytes): Promise<boolean> {
    return await this.#connection.write(bytes);
  }

  /** Fails with what the server says against it. */
  async request(service: string): Promise<void> {
    const bytes = utf8(service);
    await this.write(concatBytes(utf8(lengthOf(bytes)), bytes));
    const answer = fromUtf8(await this.#take(4));
    if (answer === 'OKAY') return;
    throw Failure.of('adb-refused', { reason: answer === 'FAIL' ? await this.text() : toHex(utf8(answer)) });
  }

  /** A text with its length before it. */
  async text(): Promise<string> {
    const length = Number.parseInt(fromUtf8(await this.#take(4)), 16);
    if (!(length >= 0)) throw Failure.of('adb-ended', {});
    return fromUtf8(await this.#take(length));
  }

  /** What was said by the one that takes no more. Fails where that is nothing. */
  async reason(): Promise<string> {
    const said = await this.rest();
    if (said.trim() === '') throw Failure.of('adb-ended', {});
    return said;
  }

  /** Everything to the end, as far as it is an answer. */
  async rest(): Promise<string> {
    for (;;) {
      const piece = await this.#connection.read();
      if (piece === undefined || this.#left.length > longestAnswer) return fromUtf8(this.#left.subarray(0, longestAnswer));
      this.#left = concatBytes(this.#left, piece);
    }
  }

  /** Everything to the end; nothing of it is kept. */
  async each(onPiece: (piece: Bytes) => void): Promise<void> {
    const first = this.#left;
    this.#left = new Uint8Array(0);
    if (first.length > 0) onPiece(first);
    for (let piece = await this.#connection.read(); piece !== undefined; piece = await this.#connection.read()) onPiece(piece);
  }

  async #take(count: number): Promise<Bytes> {
    while (this.#left.length < count) {
      const piece = await this.#connection.read();
      if (piece === undefined) throw Failure.of('adb-ended', {});
      this.#left = concatBytes(this.#left, piece);
    }
    const taken = this.#left.subarray(0, count);
    this.#left = this.#left.subarray(count);
    return taken;
  }
}

function lengthOf(bytes: Bytes): string {
  return bytes.length.toString(16).padStart(4, '0');
}
