/** Show Build Plan, Explain Build Log…. */

import * as vscode from 'vscode';
import { type LogExplanation } from '../../../core/engines/log/explainLog.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { platformNames, type Platform } from '../../../core/settings/platform.ts';
import { type SettingsOverrides } from '../../../core/settings/resolveSettings.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { present } from '../../../core/base/present.ts';
import { nameOf, type AppEntry } from '../../app/appEntry.ts';
import { type LogLinkParts } from '../logs/logLinks.ts';
import { registerLinksOf } from '../logs/registerLogLinks.ts';
import { buildTypeFor } from '../../app/variantLevel.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';
import { type ChosenTarget } from '../targets/chosenTarget.ts';
import { type ChosenVariants } from '../targets/chosenVariants.ts';

export interface BuildLogParts {
  readonly asker: AppAsker;
  readonly target: ChosenTarget;
  readonly loadVariants: () => Promise<ChosenVariants>;
  readonly loadWorld: () => Promise<WorkflowWorld>;
  /** What a person chooses in a dialog is read wherever it is. */
  readonly files: FileSystem;
  /** Where the places are looked for that a log names. */
  readonly links: LogLinkParts;
  /** Of the extension: what is disposed of with it. */
  readonly subscriptions: vscode.Disposable[];
}

export async function showBuildPlan(parts: BuildLogParts, argument: unknown): Promise<void> {
  const chosen = argument === undefined ? await parts.target.chosen() : undefined;
  if (chosen) return await showPlan(parts, chosen.app, chosen.platform, chosen.buildType ? { buildType: chosen.buildType } : {});
  const choice = await parts.asker.app(argument, (app) => app.opened.hasSettings);
  const platform = await parts.asker.platform(choice);
  const { app, variant } = choice;
  const buildType = variant === undefined ? undefined : buildTypeFor(app, platform, variant);
  return await showPlan(parts, app, platform, { ...present('buildType', buildType), ...present('variant', variant) });
}

/** Links in the log that was explained last. */
let linksInLog: vscode.Disposable | undefined;
/** Problems in the log that was explained last. */
let inLogs: vscode.DiagnosticCollection | undefined;

async function showPlan(
  { loadVariants, loadWorld, subscriptions }: BuildLogParts,
  app: AppEntry,
  platform: Platform,
  overrides: SettingsOverrides = {},
): Promise<void> {
  const variants = overrides.variant === undefined ? await (await loadVariants()).variantsOf(app, platform) : [];
  const [{ planPackages }, { jointPlanText, planText }, { issueText }, world] = await Promise.all([
    import('../../../core/workflow/planPackage.ts'),
    import('../../../core/engines/engine/describePlan.ts'),
    import('../../shared/errors/tableText.ts'),
    loadWorld(),
  ]);
  const { signal } = new AbortController();
  const request = { appFolder: app.folder, platform, overrides, signal };
  const requests = variants.map((variant) => ({ ...request, overrides: { ...overrides, variant } }));
  const planned = await planPackages(world, requests.length === 0 ? [request] : requests);
  const lines = planned.flatMap(({ plan, issues }) => {
    const errors = issues
      .filter(({ severity }) => severity === 'error')
      .map((issue) => {
        const { message, remedy } = issueText(issue);
        return `- ${message}. ${remedy}.`;
      });
    const steps = plan ? [...(plan.kind === 'joint' ? jointPlanText(plan.plan) : planText(plan.plan)), ''] : [];
    return errors.length === 0 ? steps : [vscode.l10n.t('The package cannot be built:'), ...errors, '', ...steps];
  });
  await showReadOnly(subscriptions, vscode.l10n.t('Build Plan of {0} for {1}', nameOf(app), platformNames[platform]), lines.join('\n'));
}

const planScheme = 'mobile-distribution-plan';
/** By the path of the document. Made with the first plan. */
let plans: Map<string, string> | undefined;
let plansShown = 0;

/** A text that is not saved: closing it asks nothing. */
async function showReadOnly(subscriptions: vscode.Disposable[], title: string, text: string): Promise<void> {
  if (!plans) {
    const texts = (plans = new Map<string, string>());
    const provider = { provideTextDocumentContent: ({ query }: vscode.Uri) => texts.get(query) };
    subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(planScheme, provider));
  }
  // Another address for each, since VS Code keeps what it has read.
  plansShown += 1;
  plans.clear();
  plans.set(String(plansShown), text);
  const uri = vscode.Uri.from({ scheme: planScheme, path: `/${title.replaceAll('/', ' ')}`, query: String(plansShown) });
  const document = await vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), 'plaintext');
  await vscode.window.showTextDocument(document, { preview: true });
}

/** The cause first, at its line of the log, and every other error in the Problems panel. */
export async function explainBuildLog({ files, links, subscriptions }: BuildLogParts): Promise<void> {
  const title = vscode.l10n.t('Explain Build Log');
  const [log] = (await vscode.window.showOpenDialog({ title, openLabel: vscode.l10n.t('Explain') })) ?? [];
  if (!log) return;
  const [{ explainLog }, { readPieces }, { issueText }] = await Promise.all([
    import('../../../core/engines/log/explainLog.ts'),
    import('../../../core/base/readPieces.ts'),
    import('../../shared/errors/tableText.ts'),
  ]);
  const file = await files.openFile(log.fsPath);
  let explanation: LogExplanation;
  try {
    explanation = await explainLog(readPieces(file, 0, file.size));
  } finally {
    await file.close();
  }
  const { issues, explained } = explanation;
  if (!inLogs)
    subscriptions.push((inLogs = vscode.languages.createDiagnosticCollection('mobile-distribution-log')), {
      dispose: () => linksInLog?.dispose(),
    });
  inLogs.clear();
  linksInLog?.dispose();
  linksInLog = registerLinksOf(log, links);
  const [first] = issues;
  if (!first) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No error was found in {0}.', log.fsPath));
    return;
  }
  const lineOf = (logLine: number | undefined): number => Math.max(0, (logLine ?? 1) - 1);
  const diagnostics = issues.map((issue) => {
    const { message, remedy } = issueText(issue);
    const line = lineOf(issue.place?.logLine);
    const severity = issue.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
    const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, 1000), `${message}\n${remedy}`, severity);
    diagnostic.source = 'Mobile Distribution';
    diagnostic.code = issue.code;
    return diagnostic;
  });
  inLogs.set(log, diagnostics);
  const at = new vscode.Position(lineOf(first.place?.logLine), 0);
  await vscode.window.showTextDocument(log, { selection: new vscode.Range(at, at), preview: true });
  const { message, remedy } = issueText(first);
  const text = explained ? `${message}. ${remedy}.` : vscode.l10n.t('The cause is not known. The tool says: {0}', message);
  const { logFixActions } = await import('./failureFixes.ts');
  const showProblems = async (): Promise<void> => await vscode.commands.executeCommand('workbench.actions.view.problems');
  const actions = [...logFixActions(first), { title: vscode.l10n.t('Show Problems'), run: showProblems }];
  const chosen = await vscode.window.showErrorMessage(text, ...actions.map((action) => action.title));
  await actions.find((action) => action.title === chosen)?.run();
}
