/** Registers the tools that language models may call. */

import * as vscode from 'vscode';
import { type ToolName } from '../shared/manifest.ts';
import { lazily } from '../shared/lazily.ts';
import { type CreatePackageToolParts } from './createPackageTool.ts';
import { type InspectPackageToolParts } from './inspectPackageTool.ts';
import { type FixIssueToolParts } from './fixIssueTool.ts';
import { type InstallLinkToolParts } from './installLinkTool.ts';
import { type ListPackagesToolParts } from './listPackagesTool.ts';
import { type ValidateAppToolParts } from './validateAppTool.ts';

export type ModelToolsParts = CreatePackageToolParts &
  ValidateAppToolParts &
  InspectPackageToolParts &
  ListPackagesToolParts &
  InstallLinkToolParts &
  FixIssueToolParts;

export class ModelTools implements vscode.Disposable {
  readonly #parts: ModelToolsParts;
  readonly #registrations: vscode.Disposable[] = [];

  constructor(parts: ModelToolsParts) {
    this.#parts = parts;
  }

  start(): void {
    const parts = this.#parts;
    this.#register(
      'create_mobile_package',
      lazily(async () => new (await import('./createPackageTool.ts')).CreatePackageTool(parts)),
    );
    this.#register(
      'validate_mobile_app',
      lazily(async () => new (await import('./validateAppTool.ts')).ValidateAppTool(parts)),
    );
    this.#register(
      'inspect_mobile_package',
      lazily(async () => new (await import('./inspectPackageTool.ts')).InspectPackageTool(parts)),
    );
    this.#register(
      'list_mobile_packages',
      lazily(async () => new (await import('./listPackagesTool.ts')).ListPackagesTool(parts)),
    );
    this.#register(
      'get_mobile_install_link',
      lazily(async () => new (await import('./installLinkTool.ts')).InstallLinkTool(parts)),
    );
    this.#register(
      'explain_mobile_issues',
      lazily(async () => new (await import('./fixIssueTool.ts')).ExplainIssuesTool(parts)),
    );
    this.#register(
      'fix_mobile_issue',
      lazily(async () => new (await import('./fixIssueTool.ts')).FixIssueTool(parts)),
    );
  }

  #register(name: ToolName, load: () => Promise<vscode.LanguageModelTool<object>>): void {
    const tool: vscode.LanguageModelTool<object> = {
      prepareInvocation: async (options, token) => await (await load()).prepareInvocation?.(options, token),
      invoke: async (options, token) => await (await load()).invoke(options, token),
    };
    this.#registrations.push(vscode.lm.registerTool(name, tool));
  }

  dispose(): void {
    for (const registration of this.#registrations.splice(0)) registration.dispose();
  }
}
