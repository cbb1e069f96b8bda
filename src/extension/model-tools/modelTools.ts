/** Registers the tools that language models may call. */

import * as vscode from 'vscode';
import { type ToolName } from '../shared/manifest.ts';
import { lazily } from '../shared/lazily.ts';
import { type CreatePackageToolParts } from './createPackageTool.ts';
import { type InspectPackageToolParts } from './inspectPackageTool.ts';
import { type FixIssueToolParts } from './fixIssueTool.ts';
import { type InstallLinkToolParts } from './installLinkTool.ts';
import { type ListPackagesToolParts } from './listPackagesTool.ts';
import { type ModelTool } from './toolKinds.ts';
import { type ValidateAppToolParts } from './validateAppTool.ts';

export type ModelToolsParts = CreatePackageToolParts &
  ValidateAppToolParts &
  InspectPackageToolParts &
  ListPackagesToolParts &
  InstallLinkToolParts &
  FixIssueToolParts;

type ToolLoader = (parts: ModelToolsParts) => Promise<ModelTool>;

/** Each tool that package.json contributes. Its code is loaded with its first use. */
const toolLoaders: readonly (readonly [ToolName, ToolLoader])[] = [
  ['create_mobile_package', async (parts) => (await import('./createPackageTool.ts')).createPackageTool(parts)],
  ['validate_mobile_app', async (parts) => (await import('./validateAppTool.ts')).validateAppTool(parts)],
  ['inspect_mobile_package', async (parts) => (await import('./inspectPackageTool.ts')).inspectPackageTool(parts)],
  ['list_mobile_packages', async (parts) => (await import('./listPackagesTool.ts')).listPackagesTool(parts)],
  ['get_mobile_install_link', async (parts) => (await import('./installLinkTool.ts')).installLinkTool(parts)],
  ['explain_mobile_issues', async (parts) => (await import('./fixIssueTool.ts')).explainIssuesTool(parts)],
  ['fix_mobile_issue', async (parts) => (await import('./fixIssueTool.ts')).fixIssueTool(parts)],
];

export class ModelTools implements vscode.Disposable {
  readonly #parts: ModelToolsParts;
  readonly #registrations: vscode.Disposable[] = [];

  constructor(parts: ModelToolsParts) {
    this.#parts = parts;
  }

  start(): void {
    const parts = this.#parts;
    for (const [name, load] of toolLoaders)
      this.#register(
        name,
        lazily(async () => await load(parts)),
      );
  }

  #register(name: ToolName, load: () => Promise<ModelTool>): void {
    const tool: vscode.LanguageModelTool<object> = {
      prepareInvocation: async (options, token) => await (await load()).prepareInvocation(options, token),
      invoke: async (options, token) => await (await load()).invoke(options, token),
    };
    this.#registrations.push(vscode.lm.registerTool(name, tool));
  }

  dispose(): void {
    for (const registration of this.#registrations.splice(0)) registration.dispose();
  }
}
