/**
 * Evaluate Project Values…: asks the tools of a project for what it computes, such as the identifier in `app.config.ts`. They run code of the project, so the
 * question comes before the first time of each app, and there is no such command in Restricted Mode. Settings are not written.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type ProjectFacts } from '../../../core/projects/projectFacts.ts';
import { platformNames, platforms } from '../../../core/settings/platform.ts';
import { evaluateProject } from '../../../core/workflow/evaluateProject.ts';
import { openApp } from '../../../core/workflow/openApp.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { nameOf, type AppEntry } from '../appEntry.ts';
import { type AppIndex } from '../appIndex.ts';
import { type AppAsker } from '../commands/askForApp.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { issueText } from '../../shared/errors/tableText.ts';
import { type EvaluatedProjects } from './evaluatedProjects.ts';

export interface EvaluateParts {
  readonly asker: AppAsker;
  readonly index: Pick<AppIndex, 'refresh'>;
  readonly evaluated: EvaluatedProjects;
  readonly loadWorld: () => Promise<CheckWorld>;
}

export async function runEvaluateProject({ asker, index, evaluated, loadWorld }: EvaluateParts, argument: unknown): Promise<void> {
  const { app } = await asker.app(argument, ({ opened }) => opened.project !== undefined);
  // What was said before says nothing of now.
  const { evaluated: _, ...world } = await loadWorld();
  const { project, inspected } = await openApp(world, app.folder);
  if (!project) throw Failure.of('no-app-here', {});
  await askOnce(app, evaluated);
  const asked = { folder: app.folder, project, settings: inspected.settings };
  const title = vscode.l10n.t('Evaluating values of {0}', nameOf(app));
  const found = await cancellableProgress(title, async ({ signal }) => await evaluateProject(world, asked, signal));
  const written = platforms.flatMap((platform) => (project[platform]?.unknown ?? []).map(({ origin }) => origin.file));
  await evaluated.keep(app.folder, found.evaluations, written);
  index.refresh();
  tellResult(app, found);
}

async function askOnce({ folder, ...app }: AppEntry, evaluated: EvaluatedProjects): Promise<void> {
  if (evaluated.mayRun(folder)) return;
  const run = vscode.l10n.t('Run Project Tools');
  const question = vscode.l10n.t('Run the tools of {0} to read the values that it computes?', nameOf({ folder, ...app }));
  const detail = vscode.l10n.t(
    'This runs expo config, capacitor config, ns config, Gradle or xcodebuild, whichever the project uses, in {0}. They can execute any code of this project. Nothing is built or written, and you are asked once for each app.',
    folder,
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, run)) !== run) throw Failure.of('cancelled', {});
  await evaluated.allow(folder);
}

function tellResult(app: AppEntry, { project, issues, commands }: Awaited<ReturnType<typeof evaluateProject>>): void {
  const [issue] = issues;
  if (issue) {
    const { message, remedy } = issueText(issue);
    void vscode.window.showWarningMessage(`${message}. ${remedy}.`);
  } else if (commands.length === 0)
    void vscode.window.showInformationMessage(vscode.l10n.t('No tool of {0} can be asked, or its files state every value.', nameOf(app)));
  else void vscode.window.showInformationMessage(vscode.l10n.t('{0} says: {1}', commands.join(', '), valuesText(project)));
}

/** `Android com.acme.shop 1.2.0 (7) · iOS …` */
function valuesText(project: ProjectFacts): string {
  const said = platforms.flatMap((platform) => {
    const facts = project[platform];
    if (!facts) return [];
    const { appIdentifier, version = project.version, versionCode } = facts;
    const values = [appIdentifier?.value, version?.value, versionCode && `(${versionCode.value})`];
    return [[platformNames[platform], ...values].filter((value) => value !== undefined).join(' ')];
  });
  return said.join(' · ');
}
