/** Stand-ins for tools that build packages: what they are told to do, and the files that start one (`standInMain.ts`). */

import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface StandInScript {
  /** By the name of the tool. */
  readonly tools: Readonly<Record<string, StandInBehavior>>;
  /** One line a start. */
  readonly log: string;
  /** What no tool may ever see. */
  readonly marker: string;
}

export interface StandInBehavior {
  /** Copied to the place where the tool writes its package, relative to its folder. */
  readonly writes?: readonly { readonly from: string; readonly to: string }[];
  /** Milliseconds before the package appears. */
  readonly delayMs?: number;
  /** Milliseconds that it goes on after the package is there. */
  readonly lingerMs?: number;
  /** Bytes of the package that there is room for. The rest is not written, and the tool says why. */
  readonly roomBytes?: number;
  /** Whether the package gets the time of an earlier run. */
  readonly isOld?: boolean;
  /** Text that is put into files of the project, as some tools do in passing. */
  readonly rewrites?: Readonly<Record<string, string>>;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** Never ends by itself. */
  readonly hangs?: boolean;
  readonly ignoresSignals?: boolean;
  /** Whether it acts like Gradle with our init script, which names the package. */
  readonly saysArtifact?: boolean;
}

export interface StandInStart {
  readonly tool: string;
  readonly pid: number;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether the marker was among arguments or variables. */
  readonly sawMarker: boolean;
  /** The request of the init script, when there was one. */
  readonly request?: { readonly variants: Readonly<Record<string, object>> };
}

/** A file that starts the stand-in; as its own program, or as the script of a package of npm. */
export function writeStandIn(path: string, tool = basename(path)): void {
  mkdirSync(dirname(path), { recursive: true });
  const main = new URL('./standInMain.ts', import.meta.url).href;
  const script = `#!${process.execPath}\nprocess.argv.splice(2, 0, ${JSON.stringify(tool)});\nimport(${JSON.stringify(main)});\n`;
  writeFileSync(path, script, { mode: 0o755 });
}
