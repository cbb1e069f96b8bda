/**
 * The workflow of one call that may ask the tools of the project for values that it computes, as `project inspect --evaluate` does. They run code of
 * the project, so nothing is asked without the option. Each is asked once for all packages of the call.
 */

import { type Issue } from '../../../core/base/issue.ts';
import { evaluateProject } from '../../../core/workflow/evaluateProject.ts';
import { openApp } from '../../../core/workflow/openApp.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { appFolder } from '../sharedOptions.ts';

type Workflow = Awaited<ReturnType<CommandServices['loadWorkflow']>>;

export const evaluateOption = {
  evaluate: {
    type: 'flag',
    says: 'Ask the tools of the project for values that it computes (expo config, Gradle, xcodebuild and others). They run code of the project, each within a time limit',
  },
} as const;

export interface EvaluatedWorkflow {
  readonly workflow: Workflow;
  /** Why a tool did not answer. The literals of the files count then. */
  readonly issues: readonly Issue[];
}

export async function evaluatedWorkflow(input: CommandInput, services: CommandServices): Promise<EvaluatedWorkflow> {
  const workflow = await services.loadWorkflow();
  if (!input.flag('evaluate')) return { workflow, issues: [] };
  const folder = appFolder(input, services);
  const { project, inspected } = await openApp(workflow, folder);
  if (!project) return { workflow, issues: [] };
  const { evaluations, issues } = await evaluateProject(workflow, { folder, project, settings: inspected.settings }, services.signal);
  return { workflow: { ...workflow, evaluated: async (of) => (of === folder ? evaluations : undefined) }, issues };
}
