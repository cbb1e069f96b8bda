/** What `runPart.ts` hands to `mochaRunner.ts` through Stryker's configuration. */

export interface RunnerOptions {
  readonly mochaTypes: {
    /** Globs from the root of the project. */
    readonly tests: readonly string[];
    /** Loaded before the tests, as `.mocharc.json` says. */
    readonly required: readonly string[];
  };
}
