/** One question of several, in VS Code's own box: typed text, or one of a list. Escape cancels; the arrow in the title goes back. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type QuestionPlace, wentBack } from './questionPlace.ts';

/** What is wrong with a text: it stops the answer, or only warns. */
export interface Remark {
  readonly text: string;
  readonly isWarning?: boolean;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly isSecret?: boolean;
  /** Asked while someone types, and again before the answer is taken. */
  readonly check?: (text: string) => Remark | undefined | Promise<Remark | undefined>;
  /** Next to the text; what it gives is put into the box. */
  readonly button?: { readonly icon: string; readonly tooltip: string; choose(text: string): Promise<string | undefined> };
}

export async function askText(place: QuestionPlace, question: TextQuestion): Promise<string | typeof wentBack> {
  const box = vscode.window.createInputBox();
  box.prompt = question.prompt;
  box.value = question.value ?? '';
  box.placeholder = question.placeholder;
  box.password = question.isSecret ?? false;
  const { button } = question;
  const extra = button && { iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip };
  let isChoosing = false;
  const check = async (): Promise<Remark | undefined> => {
    const text = box.value;
    const remark = await question.check?.(text);
    // Someone typed on while it was looked at.
    if (text === box.value) box.validationMessage = remark && messageOf(remark);
    return remark;
  };
  if (box.value !== '') void check();
  return await show(box, place, extra ? [extra] : [], (answer) => [
    box.onDidChangeValue(() => void check()),
    box.onDidTriggerButton(async (pressed) => {
      if (pressed !== extra || !button) return;
      isChoosing = true;
      const chosen = await button.choose(box.value);
      isChoosing = false;
      if (chosen !== undefined) box.value = chosen;
      box.show();
      await check();
    }),
    box.onDidAccept(async () => {
      const text = box.value;
      const remark = await check();
      if ((!remark || remark.isWarning) && text === box.value) answer.resolve(text);
    }),
    box.onDidHide(() => {
      // A dialog takes the place of the box for a moment.
      if (!isChoosing) answer.reject(Failure.of('cancelled', {}));
    }),
  ]);
}

export interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

export interface ListQuestion<Value> {
  readonly placeholder: string;
  readonly choices: readonly Choice<Value>[];
  readonly isChosen?: (value: Value) => boolean;
}

export async function askChoice<Value>(
  place: QuestionPlace,
  { placeholder, choices, isChosen }: ListQuestion<Value>,
): Promise<Value | typeof wentBack> {
  const box = vscode.window.createQuickPick<Choice<Value>>();
  box.placeholder = placeholder;
  box.items = choices;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  const before = isChosen && choices.find(({ value }) => isChosen(value));
  if (before) box.activeItems = [before];
  return await show(box, place, [], (answer) => [
    box.onDidAccept(() => {
      const [chosen] = box.selectedItems;
      if (chosen) answer.resolve(chosen.value);
    }),
    box.onDidHide(() => answer.reject(Failure.of('cancelled', {}))),
  ]);
}

export interface SeveralQuestion<Value> extends Omit<ListQuestion<Value>, 'isChosen'> {
  /** Asked with a button next to the list; what it gives is chosen as well. */
  readonly button?: { readonly icon: string; readonly tooltip: string; choose(): Promise<Choice<Value> | undefined> };
}

/** Any number of a list; those with `picked` are chosen at first. */
export async function askSeveral<Value>(
  place: QuestionPlace,
  { placeholder, choices, button }: SeveralQuestion<Value>,
): Promise<readonly Value[] | typeof wentBack> {
  const box = vscode.window.createQuickPick<Choice<Value>>();
  box.placeholder = placeholder;
  box.canSelectMany = true;
  box.items = choices;
  box.selectedItems = choices.filter(({ picked }) => picked === true);
  const extra = button && { iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip };
  let isChoosing = false;
  return await show<readonly Value[], Choice<Value>>(box, place, extra ? [extra] : [], (answer) => [
    box.onDidTriggerButton(async (pressed) => {
      if (pressed !== extra || !button) return;
      isChoosing = true;
      const chosen = await button.choose();
      isChoosing = false;
      if (chosen) {
        const selected = [...box.selectedItems, chosen];
        box.items = [...box.items, chosen];
        box.selectedItems = selected;
      }
      box.show();
    }),
    box.onDidAccept(() => answer.resolve(box.selectedItems.map(({ value }) => value))),
    box.onDidHide(() => {
      // Another box takes the place of this one for a moment.
      if (!isChoosing) answer.reject(Failure.of('cancelled', {}));
    }),
  ]);
}

interface Answer<Value> {
  resolve(value: Value | typeof wentBack): void;
  reject(reason: Failure): void;
}

async function show<Value, Item extends vscode.QuickPickItem = Choice<Value>>(
  box: vscode.InputBox | vscode.QuickPick<Item>,
  { title, step, totalSteps, canGoBack }: QuestionPlace,
  buttons: readonly vscode.QuickInputButton[],
  listen: (answer: Answer<Value>) => readonly vscode.Disposable[],
): Promise<Value | typeof wentBack> {
  box.title = title;
  if (totalSteps > 1) {
    box.step = step;
    box.totalSteps = totalSteps;
  }
  box.ignoreFocusOut = true;
  box.buttons = [...(canGoBack ? [vscode.QuickInputButtons.Back] : []), ...buttons];
  const answer = Promise.withResolvers<Value | typeof wentBack>();
  const listening = [
    ...listen(answer),
    box.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) answer.resolve(wentBack);
    }),
  ];
  try {
    box.show();
    return await answer.promise;
  } finally {
    for (const each of listening) each.dispose();
    box.dispose();
  }
}

function messageOf({ text, isWarning }: Remark): vscode.InputBoxValidationMessage {
  const severity = isWarning ? vscode.InputBoxValidationSeverity.Warning : vscode.InputBoxValidationSeverity.Error;
  return { message: text, severity };
}
