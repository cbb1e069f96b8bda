/** Which processes run on this machine, as far as a lock must know. */

export interface ProcessMark {
  readonly pid: number;
  /** The machine's name: a folder may be shared by several. */
  readonly host: string;
  /** When the process started, in the system's own form; tells a process from a later one with the same number. */
  readonly startedAt?: string;
}

export interface RunningProcesses {
  /** This process. */
  current(): Promise<ProcessMark>;
  /** Whether that very process still runs; `undefined` when it cannot be determined, as on another machine. */
  isRunning(mark: ProcessMark): Promise<boolean | undefined>;
}
