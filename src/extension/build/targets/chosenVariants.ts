/**
 * The variants of a project that packages are made of where its settings name none: asked for once, and kept with the workspace. Several are
 * made together.
 */

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

  /** None where the settings or the project leave no choice; else what was chosen, or what someone chooses now. Throws `cancelled`. */
  async variantsOf(app: AppEntry, platform: Platform): Promise<readonly string[]> {
    const kept = this.kept(app, platform);
    return kept.length > 0 ? kept : await this.choose(app, platform);
  }

  /** What was chosen, as far as it can still be. */
  kept(app: AppEntry, platform: Platform): readonly string[] {
    const choices = choicesOf(app, platform);
    const kept = this.#all()[nameIn(app, platform)];
    const names: readonly unknown[] = Array.isArray(kept) ? kept : [kept];
    return choices.filter((choice) => names.includes(choice));
  }

  /** Asks where there is a choice, also when one was made before. */
  async choose(app: AppEntry, platform: Platform): Promise<readonly string[]> {
    const choices = choicesOf(app, platform);
    if (choices.length === 0) return [];
    const chosen = await this.#ask(app, platform, choices);
    await this.#memento.update(key, { ...this.#all(), [nameIn(app, platform)]: chosen });
    return chosen;
  }

  async #ask(app: AppEntry, platform: Platform, choices: readonly string[]): Promise<readonly string[]> {
    const title = vscode.l10n.t('Which variant of {0} for {1}?', nameOf(app), platformNames[platform]);
    const placeHolder = vscode.l10n.t('It is remembered for this workspace; set android.variant to share it');
    const kept = this.kept(app, platform);
    const items = choices.map((label) => ({ label, picked: kept.includes(label) }));
    const several = { label: vscode.l10n.t('Several Variants…'), alwaysShow: true };
    const chosen = await vscode.window.showQuickPick(choices.length > 1 ? [...items, several] : items, {
      title,
      placeHolder,
      ignoreFocusOut: true,
    });
    if (!chosen) throw Failure.of('cancelled', {});
    if (chosen !== several) return [chosen.label];
    const all = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true, ignoreFocusOut: true });
    if (!all || all.length === 0) throw Failure.of('cancelled', {});
    return all.map(({ label }) => label);
  }

  #all(): Readonly<Record<string, unknown>> {
    return this.#memento.get<Record<string, unknown>>(key) ?? {};
  }
}

function nameIn({ folder }: AppEntry, platform: Platform): string {
  return `${platform} ${folder}`;
}

function choicesOf(app: AppEntry, platform: Platform): readonly string[] {
  const choice = onPlatform(app, platform).variant;
  return choice?.kind === 'missing' ? choice.choices : [];
}
