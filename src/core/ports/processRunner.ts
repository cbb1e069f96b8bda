/** Runs programs of the user's machine. Arguments are an array and never go through a shell; no secret is ever among them. */

import { type Secret } from '../base/secret.ts';

export interface ProcessRequest {
  /** An absolute path, or a name that is looked for on PATH. A path relative to the current folder is refused. */
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of the process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the process gets nothing of this environment but what the system needs to start a program. */
  readonly hasMinimalEnvironment?: boolean;
  /** Folders that a program without a path is never taken from, such as the project that it reads; each caller says which. */
  readonly notFrom: readonly string[];
  /** Written to its standard input, which is empty without it. The one way for a secret to reach a program. */
  readonly input?: Secret;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

export interface ProcessResult {
  /** `undefined` when the program could not be started. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessRunner {
  run(request: ProcessRequest): Promise<ProcessResult>;
  /** Ends programs that are not children of this process, each with its whole group, and waits until they are gone. */
  endGroups?(leaders: readonly number[]): Promise<void>;
}
