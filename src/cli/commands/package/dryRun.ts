/** `mdist package create --dry-run`: the steps of a build, on this system or another one, and nothing done. */

import {
  type JointPlanDocument,
  jointPlanDocument,
  jointPlanText,
  type PlanDocument,
  planDocument,
  planText,
} from '../../../core/engines/engine/describePlan.ts';
import { hasErrors, type Issue, issueOfRow } from '../../../core/base/issue.ts';
import { present } from '../../../core/base/present.ts';
import { type PlannedRun, planPackages } from '../../../core/workflow/planPackage.ts';
import { uniqueIssues } from '../../../core/workflow/uniqueIssues.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { appFolder } from '../sharedOptions.ts';
import { evaluatedWorkflow } from './evaluatedWorkflow.ts';
import { type PackageTarget, targetOptions } from './packageTargets.ts';
import { reuseChoice } from './reuseChoice.ts';

export const systems = ['windows', 'macos', 'linux'] as const;
type System = (typeof systems)[number];

const systemNames: Readonly<Record<System, string>> = { windows: 'Windows', macos: 'macOS', linux: 'Linux' };

/** Options that make no sense otherwise. */
export function requireDryRun(input: CommandInput): void {
  if (input.choice('system', systems) !== undefined && !input.flag('dry-run'))
    throw usageFailure('--system is for --dry-run: packages are built on this system', 'Add --dry-run, or omit --system');
}

/** Where the steps are shown for. */
interface PlanPlace {
  readonly world: CheckWorld;
  /** `undefined` for this system. */
  readonly other: System | undefined;
  readonly issues: readonly Issue[];
  /** A path of this machine there, and the reverse. */
  readonly there: (path: string) => string;
  readonly here: (path: string) => string;
}

/** The plans of all targets. */
export async function dryRun(targets: readonly PackageTarget[], input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const reuse = reuseChoice(input);
  const { world, other, issues: unanswered, there, here } = await placeOf(input, services);
  const given = new Set(givenPaths(input));
  const planned = await planPackages(
    world,
    targets.map(({ platform, overrides }) => ({
      appFolder: there(appFolder(input, services)),
      platform,
      overrides: moved(overrides, given, there),
      ...(input.flag('run-build') && { runsProjectBuild: true }),
      ...(input.flag('clean') && { isClean: true }),
      ...present('reuse', reuse && moved(reuse, given, there)),
      signal: services.signal,
    })),
  );
  const documents = planned.map(({ plan }) => (plan ? documentOfPlan(plan) : null));
  const issues = uniqueIssues([...unanswered, ...planned.flatMap((run) => run.issues)]);
  return {
    document: {
      ...present('system', other ?? world.machine.toolchains?.system),
      toolPlaces: other === undefined ? 'found' : 'usual',
      ...(targets.length === 1 ? { plan: documents[0] ?? null } : { plans: documents }),
    },
    issues: issues.map((issue) => foundHere(issue, here)),
    write: (page) => {
      const where = other === undefined ? '' : ` on ${systemNames[other]}`;
      for (const { plan, issues: own } of planned) {
        const before = hasErrors(own) ? 'Nothing can be built yet' : 'Nothing was built';
        page.heading(plan ? `${before}. These are the steps${where}:` : `The package cannot be built${where}`);
        if (plan && other !== undefined)
          page.line(`Tools are shown at their usual places on ${systemNames[other]}, with example versions; none was looked for.`);
        for (const line of plan ? linesOfPlan(plan) : []) page.line(line);
      }
    },
  };
}

async function placeOf(input: CommandInput, services: CommandServices): Promise<PlanPlace> {
  const system = input.choice('system', systems);
  const asIs = (path: string): string => path;
  const workflow = await services.loadWorkflow();
  if (system === undefined || system === workflow.machine.toolchains?.system) {
    const evaluated = await evaluatedWorkflow(input, services);
    return { world: evaluated.workflow, other: undefined, issues: evaluated.issues, there: asIs, here: asIs };
  }
  if (input.flag('evaluate')) throw usageFailure('--evaluate runs the tools of this machine', 'Omit it, or omit --system');
  const { createUsualWorld } = await import('../../../node/other-system/otherWorld.ts');
  const world = await createUsualWorld(system, { host: workflow, appFolder: appFolder(input, services), others: givenPaths(input) });
  return { world, other: system, issues: [], there: (path) => world.there(path), here: (path) => world.here(path) };
}

/** A file is where it is, so that it can be opened. */
function foundHere(issue: Issue, here: (path: string) => string): Issue {
  const { code, severity, place } = issue;
  const found = place?.file === undefined ? place : { ...place, file: here(place.file) };
  // Its message names others, too.
  if (issue.others) return { ...issue, ...present('place', found) };
  const params = Object.entries(issue.params).map(([name, value]) => [name, typeof value === 'string' ? here(value) : value] as const);
  return issueOfRow(code, Object.fromEntries(params), found, severity);
}

/** Files and folders of this machine that options name. */
function givenPaths(input: CommandInput): readonly string[] {
  const options = Object.entries(targetOptions()).flatMap(([name, { type }]) => (type === 'path' ? [name] : []));
  return [...options, 'from'].flatMap((name) => input.path(name) ?? []);
}

/** With the paths that options name as they are there. */
function moved<Values extends object>(values: Values, given: ReadonlySet<string>, there: (path: string) => string): Values {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(values);
  const found = entries.flatMap(([name, value]) => (typeof value === 'string' && given.has(value) ? [[name, there(value)] as const] : []));
  return { ...values, ...Object.fromEntries(found) };
}

function documentOfPlan(planned: NonNullable<PlannedRun['plan']>): PlanDocument | JointPlanDocument {
  return planned.kind === 'joint' ? jointPlanDocument(planned.plan) : planDocument(planned.plan);
}

function linesOfPlan(planned: NonNullable<PlannedRun['plan']>): readonly string[] {
  return planned.kind === 'joint' ? jointPlanText(planned.plan) : planText(planned.plan);
}
