/** The command Doctor: what this machine, this window and its apps have for the work, what is missing, and the next step. */

import * as vscode from 'vscode';
import { type ProcessRunner } from '../../../core/ports/processRunner.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { nameOf } from '../appEntry.ts';
import { type AppIndex } from '../appIndex.ts';
import { type AppChecker } from '../checks/appChecker.ts';
import { type DoctorRow, doctorText } from './doctorReport.ts';
import { workspaceTrust } from '../../shared/workspace/workspaceTrust.ts';

export interface DoctorParts {
  readonly loadWorld: () => Promise<WorkflowWorld & { readonly programs: ProcessRunner }>;
  readonly index: AppIndex;
  readonly checker: AppChecker;
  readonly secrets: vscode.SecretStorage;
  readonly productVersion: string;
}

interface DoctorItem extends vscode.QuickPickItem {
  readonly row?: DoctorRow;
}

export class Doctor {
  readonly #parts: DoctorParts;

  constructor(parts: DoctorParts) {
    this.#parts = parts;
  }

  /** Shows the list at once and fills it when everything was looked at. */
  async show(): Promise<void> {
    const picker = vscode.window.createQuickPick<DoctorItem>();
    const copy: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy Report') };
    picker.title = vscode.l10n.t('Check Environment');
    picker.placeholder = vscode.l10n.t('Checking…');
    picker.busy = true;
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    picker.ignoreFocusOut = true;
    picker.show();
    const closed = new Promise<void>((resolve) => {
      picker.onDidHide(resolve);
    });
    try {
      const rows = await this.#examine();
      const missing = rows.filter(({ state }) => state === 'missing').length;
      picker.items = items(rows);
      picker.buttons = [copy];
      picker.busy = false;
      picker.placeholder = missing === 0 ? vscode.l10n.t('All requirements are met.') : vscode.l10n.t('Missing requirements: {0}', missing);
      picker.onDidTriggerButton(async () => {
        await vscode.env.clipboard.writeText(doctorText(`Mobile Distribution ${this.#parts.productVersion}`, rows));
        picker.hide();
        void vscode.window.showInformationMessage(vscode.l10n.t('Report copied.'));
      });
      picker.onDidAccept(async () => {
        const next = picker.selectedItems[0]?.row?.next;
        if (!next) return;
        picker.hide();
        await vscode.commands.executeCommand(next.command, ...(next.args ?? []));
      });
      await closed;
    } finally {
      picker.dispose();
    }
  }

  async #examine(): Promise<readonly DoctorRow[]> {
    // What the apps of the workspace lack is what most people come for.
    return [...(await this.#apps()), ...(await this.#machine()), ...(await this.#editor())];
  }

  async #machine(): Promise<readonly DoctorRow[]> {
    const world = await this.#parts.loadWorld();
    const [{ examineMachine }, { findingText }] = await Promise.all([
      import('../../../core/workflow/examineMachine.ts'),
      import('./findingText.ts'),
    ]);
    const projectFolders = workspaceTrust.folders();
    const findings = await examineMachine({ workflow: world, programs: world.programs, projectFolders, nodeVersion: process.version });
    const group = vscode.l10n.t('This machine');
    return findings.map((finding) => {
      const { isRight, isNeeded } = finding;
      return { group, ...findingText(finding), state: isRight ? 'right' : isNeeded ? 'missing' : 'optional' };
    });
  }

  async #editor(): Promise<readonly DoctorRow[]> {
    const group = vscode.l10n.t('This window');
    const { isTrusted } = vscode.workspace;
    const problem = await this.#secretStorage();
    return [
      { group, name: 'VS Code', says: `${vscode.version} · ${vscode.env.appName} · ${vscode.env.appHost}`, state: 'right' },
      {
        group,
        name: vscode.l10n.t('Workspace trust'),
        says: isTrusted ? vscode.l10n.t('trusted') : vscode.l10n.t('Restricted Mode: packages can be inspected, but not built or signed'),
        state: isTrusted ? 'right' : 'missing',
        ...(!isTrusted && { next: { title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' } }),
      },
      {
        group,
        name: vscode.l10n.t('Remote'),
        says: vscode.env.remoteName ?? vscode.l10n.t('no: VS Code runs on this machine'),
        state: 'right',
      },
      {
        group,
        name: vscode.l10n.t('Password storage'),
        says: problem ?? vscode.l10n.t('working'),
        state: problem === undefined ? 'right' : 'missing',
      },
    ];
  }

  /** Why passwords cannot be kept; nothing when they can. What is stored for the test is not a secret, and taken away again. */
  async #secretStorage(): Promise<string | undefined> {
    const { secrets } = this.#parts;
    const [key, value] = ['doctor', 'probe'];
    try {
      await secrets.store(key, value);
      const found = await secrets.get(key);
      await secrets.delete(key);
      return found === value ? undefined : vscode.l10n.t('not working: you must enter passwords each time');
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #apps(): Promise<readonly DoctorRow[]> {
    const group = vscode.l10n.t('Apps');
    const apps = await this.#parts.index.apps();
    if (apps.length === 0) {
      const next = { title: vscode.l10n.t('Set Up App'), command: 'mobileDistribution.setUpApp' };
      return [{ group, name: vscode.l10n.t('No app found'), says: '', state: 'optional', next }];
    }
    const rows: DoctorRow[] = [];
    for (const app of apps.slice(0, 20)) {
      const argument = vscode.Uri.file(app.folder);
      const shown = { group, name: nameOf(app) };
      if (!app.opened.hasSettings) {
        const next = { title: vscode.l10n.t('Set Up App'), command: 'mobileDistribution.setUpApp', args: [argument] };
        rows.push({ ...shown, says: vscode.l10n.t('not set up yet'), state: 'optional', next });
        continue;
      }
      const { issues } = await this.#parts.checker.check(app.folder, AbortSignal.timeout(20_000), { mayAsk: true });
      const errors = issues.filter(({ severity }) => severity === 'error').length;
      const next = { title: vscode.l10n.t('Validate App'), command: 'mobileDistribution.validateApp', args: [argument] };
      const says = errors === 0 ? vscode.l10n.t('ready to create packages') : vscode.l10n.t('errors: {0}', errors);
      rows.push({ ...shown, says, state: errors === 0 ? 'right' : 'missing', ...(issues.length > 0 && { next }) });
    }
    return rows;
  }
}

function items(rows: readonly DoctorRow[]): DoctorItem[] {
  const list: DoctorItem[] = [];
  const icons = { right: 'pass', missing: 'error', optional: 'circle-slash' };
  for (const row of rows) {
    if (list.findLast(({ kind }) => kind === vscode.QuickPickItemKind.Separator)?.label !== row.group)
      list.push({ label: row.group, kind: vscode.QuickPickItemKind.Separator });
    const detail = row.next && `$(arrow-right) ${row.next.title}`;
    list.push({ label: `$(${icons[row.state]}) ${row.name}`, description: row.says, ...(detail !== undefined && { detail }), row });
  }
  return list;
}
