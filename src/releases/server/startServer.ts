/** Starts a release server in a separate process, for the command line and the editor. It ends with the one that started it. */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../core/base/failure.ts';
import { type FromServer, type RunningServerFile, type ServerOptions, type ServerVisit, type ToServer } from './runningServer.ts';

export interface StartedServer {
  readonly running: RunningServerFile;
  /** Where its API is: the same, but for a server that only shares packages. */
  readonly apiUrl: string;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
  /** Fulfilled with the exit code when it has ended, for whatever reason. */
  readonly ended: Promise<number>;
}

export interface StartServerOptions extends ServerOptions {
  /** The bundle or source of `serverMain`. */
  readonly entry: URL;
  /** Variables of this process's environment that contain secrets: the server does not get them. */
  readonly hiddenVariables?: readonly string[];
  /** Called for each request, where packages are shared. */
  readonly onVisit?: (visit: ServerVisit) => void;
}

/**
 * A young generation of 1 MB: uploads leave their buffers there, and the memory of the process grows with its size, not with the upload.
 * SQLite is experimental in Node 22 only by name.
 */
const nodeOptions = ['--max-semi-space-size=1', '--disable-warning=ExperimentalWarning'];

export async function startServer({ entry, hiddenVariables = [], onVisit, ...options }: StartServerOptions): Promise<StartedServer> {
  const hidden = new Set(hiddenVariables);
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !hidden.has(name)));
  const child = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    execArgv: nodeOptions,
    // The program of VS Code's desktop is Node only when it is asked to.
    env: { ...environment, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Ctrl+C of a terminal goes to all processes in it: the one that started it decides.
    detached: process.platform !== 'win32',
  });
  const say = (message: ToServer): void => void child.send(message, () => undefined);
  const ended = new Promise<number>((resolve) => child.once('exit', (exitCode) => resolve(exitCode ?? -1)));
  const ready = Promise.withResolvers<Pick<StartedServer, 'running' | 'apiUrl'>>();
  // Both sides are built together and no one else has the channel, so its messages have these types.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  child.on('message', (message) => hear(message as FromServer));
  const hear = (message: FromServer): void => {
    if (message.kind === 'ready') ready.resolve(message);
    else if (message.kind === 'visit') onVisit?.(message.visit);
    else ready.reject(Failure.revive(message.failure));
  };
  child.on('error', (error) => ready.reject(error));
  // Its last message may still be on the way.
  child.on('close', (exitCode) => ready.reject(Failure.of('server-not-started', { exitCode: exitCode ?? -1 })));
  say({ kind: 'start', options });
  const { running, apiUrl } = await ready.promise;
  return {
    running,
    apiUrl,
    ended,
    stop: async () => {
      say({ kind: 'stop' });
      await ended;
    },
  };
}
