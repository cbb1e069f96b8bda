/** A plan for people and for `--dry-run --json`: what would run, where, with which arguments and variables, and what comes out. */

import { present } from '../../base/present.ts';
import { type BuildPlan, type BuildStep, type JointPlan } from './buildPlan.ts';

export interface PlanDocument {
  readonly engine: string;
  readonly engineVersion: string;
  readonly tools: Readonly<Record<string, string>>;
  readonly steps: readonly StepDocument[];
  /** What runs when the package is recorded. */
  readonly after?: readonly StepDocument[];
  readonly artifact: { readonly kind: string; readonly format: string; readonly path?: string; readonly folders?: readonly string[] };
}

/** Of several packages that one run builds. */
export interface JointPlanDocument extends Pick<PlanDocument, 'engine' | 'engineVersion' | 'tools' | 'steps' | 'after'> {
  readonly artifacts: readonly (PlanDocument['artifact'] & { readonly variant: string })[];
}

interface StepDocument {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  readonly command?: readonly string[];
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The user's files that are as before when the step has ended. */
  readonly keeps?: readonly string[];
  /** Of a step that is not run for this package, and why. */
  readonly skipped?: { readonly reason: string; readonly because: string };
}

export function planDocument(plan: BuildPlan): PlanDocument {
  return { ...workDocument(plan), artifact: artifactDocument(plan.artifact) };
}

export function jointPlanDocument(plan: JointPlan): JointPlanDocument {
  return { ...workDocument(plan), artifacts: plan.artifacts.map(({ variant, rule }) => ({ variant, ...artifactDocument(rule) })) };
}

type Work = Pick<BuildPlan, 'engine' | 'engineVersion' | 'tools' | 'steps' | 'after'>;

function workDocument({ engine, engineVersion, tools, steps, after }: Work): Pick<PlanDocument, keyof Work> {
  return { engine, engineVersion, tools, steps: steps.map(stepDocument), ...present('after', after?.map(stepDocument)) };
}

function artifactDocument(artifact: BuildPlan['artifact']): PlanDocument['artifact'] {
  const { kind, format } = artifact;
  return {
    kind,
    format,
    ...(artifact.kind === 'given' && { path: artifact.path }),
    ...(artifact.kind === 'found' && { folders: artifact.folders.map(({ path }) => path) }),
  };
}

function stepDocument(step: BuildStep): StepDocument {
  const { id, name, weight } = step;
  if (step.skipped) return { id, name, weight, skipped: step.skipped };
  if (step.kind === 'work') return { id, name, weight };
  const { command, args, folder, environment, keeps } = step;
  return { id, name, weight, command: [command, ...args], folder, environment, ...present('keeps', keeps) };
}

/** One line a step, and below it how a command is started. */
export function planText(plan: BuildPlan): readonly string[] {
  return [...stepLines(plan), resultText(plan.artifact), ...afterLines(plan)];
}

/** The same for several packages, with a line for each of them. */
export function jointPlanText(plan: JointPlan): readonly string[] {
  const results = plan.artifacts.map(({ variant, rule }) => `${resultText(rule)}, of ${variant}`);
  return [...stepLines(plan), ...results, ...afterLines(plan)];
}

/** Numbered on from the steps: they come when the result is signed, verified and recorded. */
function afterLines({ steps, after = [] }: Pick<BuildPlan, 'steps' | 'after'>): readonly string[] {
  return after.flatMap((step, index) => stepText(step, steps.length + index + 1));
}

function stepLines(plan: Pick<BuildPlan, 'engine' | 'engineVersion' | 'tools' | 'steps'>): readonly string[] {
  const tools = Object.entries(plan.tools).map(([name, version]) => `${name} ${version}`);
  return [
    `engine ${plan.engine} ${plan.engineVersion}${tools.length > 0 ? ` (${tools.join(', ')})` : ''}`,
    ...plan.steps.flatMap((step, index) => stepText(step, index + 1)),
  ];
}

function stepText(step: BuildStep, number: number): readonly string[] {
  if (step.skipped) return [`${number}. ${step.name}: skipped, as ${step.skipped.because}`];
  return [`${number}. ${step.name}`, ...(step.kind === 'command' ? commandLines(step) : [])];
}

function resultText(artifact: BuildPlan['artifact']): string {
  switch (artifact.kind) {
    case 'given':
      return `result: ${artifact.format} of ${artifact.path}`;
    case 'written':
      return `result: ${artifact.format}, written by Mobile Distribution`;
    case 'found':
      return `result: ${artifact.format} below ${artifact.folders.map(({ path }) => path).join(', ')}`;
  }
}

function commandLines({ command, args, folder, environment, keeps = [] }: BuildStep & { kind: 'command' }): readonly string[] {
  return [
    `   in ${folder}`,
    ...keeps.map((path) => `   keeps ${path}`),
    ...Object.entries(environment).map(([name, value]) => `   ${name}=${quoted(value)}`),
    `   ${[command, ...args].map(quoted).join(' ')}`,
  ];
}

/** As POSIX shells read it. The plan itself starts programs without a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
