/**
 * What a fuzzer of the project is: seeds that are well-formed, and one function that must take any bytes. A file
 * `<format>.fuzz.ts` in this folder exports one as `target`; `npm run fuzz` mutates the seeds and calls `run`.
 */

export interface FuzzTarget {
  /** As in `npm run fuzz -- --target <name>`; the file's own name without `.fuzz.ts`. */
  readonly name: string;
  /** Well-formed inputs, small and different from each other. The same ones at every call. */
  seeds(): Promise<readonly Uint8Array[]>;
  /**
   * Returns for every input, soon and with bounded memory. Issues are a fine result; what is thrown, takes more than
   * two seconds or grows the process by more than half a gigabyte is a finding. It may change `bytes`.
   */
  run(bytes: Uint8Array): unknown;
}
