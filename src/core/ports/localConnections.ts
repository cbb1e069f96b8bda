/** Connections to programs of this machine, such as the server of adb. */

import { type Bytes } from '../base/bytes.ts';

export interface LocalConnection {
  /** `false` where the other side takes no more: it ended the connection, or has answered and stopped to read. What it said can be read then. */
  write(bytes: Bytes): Promise<boolean>;
  /** The next bytes that came; `undefined` at the end. Fails where the other side neither takes nor gives anything for minutes. */
  read(): Promise<Bytes | undefined>;
  close(): void;
}

export interface LocalConnections {
  /** `undefined` where nothing listens on this port. A cancelled connection is closed, and what waits for it fails. */
  connect(port: number, signal: AbortSignal): Promise<LocalConnection | undefined>;
}
