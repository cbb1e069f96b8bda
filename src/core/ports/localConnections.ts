/** Connections to programs of this machine, such as the server of adb. */

import { type Bytes } from '../base/bytes.ts';

export interface LocalConnection {
  write(bytes: Bytes): Promise<void>;
  /** The next bytes that came; `undefined` at the end. */
  read(): Promise<Bytes | undefined>;
  close(): void;
}

export interface LocalConnections {
  /** `undefined` where nothing listens on this port. A cancelled connection is closed, and what waits for it fails. */
  connect(port: number, signal: AbortSignal): Promise<LocalConnection | undefined>;
}
