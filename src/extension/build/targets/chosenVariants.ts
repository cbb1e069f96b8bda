/** The variant of a project that packages are made of where its settings name none: asked for once, and kept with the workspace. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type Platform, platformNames } from '../../../core/settings/platform.ts';
import { nameOf, onPlatform, type AppEntry } from '../../app/appEntry.ts';

const key = 'packageVariants';

export class ChosenVariants {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Nothing where the settings or the project leave no choice; else what was chosen, or what someone chooses now. Throws `cancelled`. */
  async variantOf(app: AppEntry, platform: Platform): Promise<string | undefined> {
    const choice = onPlatform(app, platform).variant;
    if (choice?.kind !== 'missing') return undefined;
    const kept = this.kept(app, platform);
    return kept ?? (await this.ask(app, platform, choice.choices));
  }

  /** What was chosen, as long as it can be. */
  kept(app: AppEntry, platform: Platform): string | undefined {
    const choice = onPlatform(app, platform).variant;
    const kept = this.#all()[nameIn(app, platform)];
    return choice?.kind === 'missing' && typeof kept === 'string' && choice.choices.includes(kept) ? kept : undefined;
  }

  async ask(app: AppEntry, platform: Platform, choices: readonly string[]): Promise<string> {
    const title = vscode.l10n.t('Which variant of {0} for {1}?', nameOf(app), platformNames[platform]);
    const placeHolder = vscode.l10n.t('It is remembered for this workspace; set android.variant to share it');
    const chosen = await vscode.window.showQuickPick([...choices], { title, placeHolder });
    if (chosen === undefined) throw Failure.of('cancelled', {});
    await this.#memento.update(key, { ...this.#all(), [nameIn(app, platform)]: chosen });
    return chosen;
  }

  #all(): Readonly<Record<string, unknown>> {
    return this.#memento.get<Record<string, unknown>>(key) ?? {};
  }
}

function nameIn({ folder }: AppEntry, platform: Platform): string {
  return `${platform} ${folder}`;
}
