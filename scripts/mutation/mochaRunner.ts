/**
 * A Stryker plugin that runs mocha tests in a process where Node strips the types. Stryker's own plugin does not load mocha 12.
 * Runs in a process that Stryker starts; the instrumented code and this file share the global `__stryker__`.
 */

import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { type RunnerOptions } from './runnerOptions.ts';

/** What the instrumented code reads and writes. */
interface InstrumenterContext {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

declare global {
  var __stryker__: InstrumenterContext | undefined;
}

interface DryRunOptions {
  readonly coverageAnalysis: 'off' | 'all' | 'perTest';
  readonly disableBail: boolean;
}

interface MutantRunOptions {
  readonly activeMutant: { readonly id: string };
  readonly disableBail: boolean;
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly mutantActivation: 'runtime' | 'static';
}

/** Numbers as in Stryker's `TestStatus`. */
const succeeded = 0;
const failed = 1;

interface TestOutcome {
  readonly id: string;
  readonly name: string;
  readonly status: typeof succeeded | typeof failed;
  readonly failureMessage?: string;
  readonly timeSpentMs: number;
  readonly fileName?: string;
}

class MochaRunner {
  readonly #mocha: Mocha;
  readonly #context: InstrumenterContext;
  readonly #options: RunnerOptions['mochaTypes'];
  #isLoaded = false;

  constructor({ mochaTypes }: RunnerOptions) {
    this.#options = mochaTypes;
    globalThis.__stryker__ ??= {};
    this.#context = globalThis.__stryker__;
    // Stryker limits the time of a run; a limit for each test would take a busy machine for a detected mutant.
    this.#mocha = new Mocha({ timeout: 0, reporter: QuietReporter });
    this.#mocha.cleanReferencesAfterRun(false);
    const context = this.#context;
    this.#mocha.suite.beforeEach(function (this: Mocha.Context) {
      context.currentTestId = this.currentTest?.fullTitle();
    });
  }

  // Modules that were imported cannot be loaded again.
  capabilities(): { readonly reloadEnvironment: boolean } {
    return { reloadEnvironment: false };
  }

  async init(): Promise<void> {
    for (const path of this.#options.required) await import(pathToFileURL(resolve(path)).href);
    // In the order of the globs: what notices most comes first, since the first failure ends the run of a mutant.
    for (const glob of this.#options.tests) for (const path of globSync(glob).toSorted()) this.#mocha.addFile(resolve(path));
  }

  async dryRun({ coverageAnalysis, disableBail }: DryRunOptions): Promise<unknown> {
    await this.#load(undefined);
    const tests = await this.#run(disableBail);
    return { status: 'complete', tests, ...(coverageAnalysis !== 'off' && { mutantCoverage: this.#context.mutantCoverage }) };
  }

  async mutantRun({ activeMutant, disableBail, testFilter, hitLimit, mutantActivation }: MutantRunOptions): Promise<unknown> {
    this.#context.hitLimit = hitLimit;
    this.#context.hitCount = hitLimit === undefined ? undefined : 0;
    if (testFilter) this.#mocha.grep(new RegExp(testFilter.map((title) => `^${escaped(title)}$`).join('|')));
    else this.#mocha.grep(/^/);
    try {
      await this.#load(mutantActivation === 'static' ? activeMutant.id : undefined);
      this.#context.activeMutant = activeMutant.id;
      const tests = await this.#run(disableBail);
      const { hitCount } = this.#context;
      if (hitLimit !== undefined && hitCount !== undefined && hitCount > hitLimit) return { status: 'timeout', reason: 'hit limit' };
      const failures = tests.filter(({ status }) => status === failed);
      const [first] = failures;
      if (!first) return { status: 'survived', nrOfTests: tests.length };
      const killedBy = failures.map(({ id }) => id);
      return { status: 'killed', killedBy, failureMessage: first.failureMessage, nrOfTests: tests.length };
    } catch (error) {
      // A mutant that keeps the tests from being loaded is noticed, too.
      if (mutantActivation === 'static') return { status: 'killed', killedBy: [], failureMessage: String(error), nrOfTests: 0 };
      throw error;
    } finally {
      this.#context.activeMutant = undefined;
    }
  }

  dispose(): void {
    this.#mocha.dispose();
  }

  async #load(activeMutant: string | undefined): Promise<void> {
    if (this.#isLoaded) return;
    this.#context.activeMutant = activeMutant;
    await this.#mocha.loadFilesAsync();
    this.#isLoaded = true;
  }

  async #run(disableBail: boolean): Promise<readonly TestOutcome[]> {
    setBail(this.#mocha.suite, !disableBail);
    await new Promise<void>((resolve) => {
      this.#mocha.run(() => {
        resolve();
      });
    });
    return QuietReporter.outcomes;
  }
}

function setBail(suite: Mocha.Suite, bail: boolean): void {
  suite.bail(bail);
  for (const child of suite.suites) setBail(child, bail);
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

class QuietReporter extends Mocha.reporters.Base {
  static outcomes: readonly TestOutcome[] = [];

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const outcomes: TestOutcome[] = [];
    QuietReporter.outcomes = outcomes;
    let since = performance.now();
    const add = (title: string, file: string | undefined, verdict: Pick<TestOutcome, 'status' | 'failureMessage'>) => {
      const now = performance.now();
      outcomes.push({ id: title, name: title, ...verdict, timeSpentMs: now - since, ...(file !== undefined && { fileName: file }) });
      since = now;
    };
    runner.on('pass', (test) => {
      add(test.fullTitle(), test.file, { status: succeeded });
    });
    runner.on('fail', (test, error: unknown) => {
      const title = test.ctx?.currentTest?.fullTitle() ?? test.fullTitle();
      add(title, test.file, { status: failed, failureMessage: String(error) });
    });
  }
}

function createRunner(options: RunnerOptions): MochaRunner {
  return new MochaRunner(options);
}
// Stryker fills the parameters of a factory by these names.
createRunner.inject = ['options'] as const;

export const strykerPlugins = [{ kind: 'TestRunner', name: 'mocha-types', factory: createRunner }];
