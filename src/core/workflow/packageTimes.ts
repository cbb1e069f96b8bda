/**
 * How long the making of a package takes: what each part took is measured and recorded with the package, and the parts of the last package of the
 * same kind say how much each part is of the whole and how long the rest will take.
 */

import { type ProgressReporter } from '../base/progress.ts';
import { type Clock } from '../ports/clock.ts';
import { type PackageRecord } from '../versions/packageRecord.ts';

/** In the order in which they come. Each engine divides `building` into its own steps. */
const parts = ['checking', 'building', 'signing', 'verifying'] as const;
export type PackagePart = (typeof parts)[number];

/** Milliseconds by part, and by `building.` and the name of an engine's step. */
export type PartTimes = Readonly<Record<string, number>>;

/** How much of the whole each part takes where nothing is known: as it is for a web app of some megabytes. */
const usual: Readonly<Record<PackagePart, number>> = { checking: 10, building: 40, signing: 25, verifying: 25 };

const ofStep = 'building.';

/** Variants that one run built together, in any order: `undefined` for a package that was built by itself. */
function runName(builtWith: readonly string[] | undefined): string | undefined {
  return builtWith && JSON.stringify(builtWith.toSorted());
}

/**
 * Those of the last package that was made in the same way. A run that builds several variants takes its own time, so it is compared with runs of
 * the same variants, and a build of one variant alone with such builds. Packages that were only signed again have none.
 */
export function lastTimes(
  records: readonly PackageRecord[],
  kind: Pick<PackageRecord, 'platform' | 'buildType' | 'engine'> & Partial<Pick<PackageRecord, 'variant' | 'builtWith'>>,
): PartTimes | undefined {
  const same = records.filter(
    ({ platform, buildType, engine, variant, builtWith, partsMs }) =>
      partsMs !== undefined &&
      platform === kind.platform &&
      engine === kind.engine &&
      buildType === kind.buildType &&
      variant === kind.variant &&
      runName(builtWith) === runName(kind.builtWith),
  );
  return same.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt)).at(-1)?.partsMs;
}

export class PackageTimes {
  readonly #clock: Clock;
  readonly #report: ProgressReporter | undefined;
  readonly #measured: Record<string, number> = {};
  #expected: PartTimes | undefined;
  #part: PackagePart = 'checking';
  #since: Date;

  constructor(clock: Clock, report: ProgressReporter | undefined) {
    this.#clock = clock;
    this.#report = report;
    this.#since = clock.now();
  }

  /** From when it is known what is made. Without a word of every part, the usual shares stay. */
  expect(times: PartTimes | undefined): void {
    // A clock that stood still has nothing to say.
    if (times && parts.every((part) => times[part] !== undefined) && parts.some((part) => times[part] !== 0)) this.#expected = times;
  }

  /** What is expected of the steps of an engine, by their names. */
  get expectedSteps(): PartTimes | undefined {
    const steps = Object.entries(this.#expected ?? {}).filter(([name]) => name.startsWith(ofStep));
    return steps.length === 0 ? undefined : Object.fromEntries(steps.map(([name, time]) => [name.slice(ofStep.length), time]));
  }

  /** Begins the next part; what its work reports is its share of the whole. */
  begin(part: PackagePart): ProgressReporter {
    this.#end();
    this.#part = part;
    const weights = this.#expected ?? usual;
    const weightOf = (each: PackagePart): number => weights[each] ?? 0;
    const whole = parts.reduce((sum, each) => sum + weightOf(each), 0);
    const before = parts.slice(0, parts.indexOf(part)).reduce((sum, each) => sum + weightOf(each), 0);
    return (update) => {
      const fraction = (before + weightOf(part) * Math.min(1, Math.max(0, update.fraction))) / whole;
      const remainingMs = this.#expected && Math.round((1 - fraction) * whole);
      this.#report?.({ ...update, fraction, ...(remainingMs !== undefined && { remainingMs }) });
    };
  }

  /** What an engine measured of its steps. */
  addSteps(times: PartTimes): void {
    for (const [name, time] of Object.entries(times)) this.#measured[ofStep + name] = time;
  }

  /** Ends the last part. */
  end(): PartTimes {
    this.#end();
    return { ...this.#measured };
  }

  #end(): void {
    const now = this.#clock.now();
    const took = Math.max(0, now.getTime() - this.#since.getTime());
    this.#measured[this.#part] = (this.#measured[this.#part] ?? 0) + took;
    this.#since = now;
  }
}
