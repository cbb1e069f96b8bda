/**
 * The buttons next to an issue. One table of fixes defines which remedies exist; this omits those that the
 * field's own control does already, and each gets an id under which the page asks for it.
 */

import { type Issue, type TextRange } from '../../../core/base/issue.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type FieldId, type FormIssue } from '../../../protocol/packageSettingsProtocol.ts';
import { type FixAction } from '../../../core/settings/fixes/fix.ts';
import { editorFixes } from '../../app/fixes/editorFixes.ts';
import { type PlacedIssue } from '../../app/checks/issuePlacement.ts';
import { type FieldRow, fieldRow } from './formFields.ts';
import { type FormInput } from './formInput.ts';

/** The action of a button. */
export type FormFix =
  | { readonly kind: 'fix'; readonly action: FixAction; readonly platform: Platform }
  | { readonly kind: 'goTo'; readonly range: TextRange };

/** More of them would hide the field below; the rest is in the light bulb of the text. */
const mostButtons = 3;

export class FormFixes {
  readonly byId = new Map<string, FormFix>();
  readonly #input: FormInput;
  /** The buttons that are next to a field already, with another issue. */
  readonly #offered = new Map<FieldId, Set<string>>();

  constructor(input: FormInput) {
    this.#input = input;
  }

  formIssue({ issue, severity, platform, pointer, file, range }: PlacedIssue, field: FieldId | undefined): FormIssue {
    const { app, words } = this.#input;
    const row = field === undefined ? undefined : fieldRow(field);
    const at = pointer === undefined ? issue : { ...issue, place: { ...issue.place, file, pointer } };
    const actions = this.#actions(at, platform).filter((action) => !row || !isDoneByControl(action, row));
    const buttons = actions
      .map((action) => this.#button({ kind: 'fix', action, platform: platform ?? 'android' }, titleOf(words, action, row)))
      .filter(({ id }) => this.#isNew(field, id))
      .slice(0, mostButtons);
    for (const { id } of buttons) if (field !== undefined) this.#offered.get(field)?.add(id);
    const shown = severity === 'hint' ? 'info' : severity;
    const { message, remedy } = words.issueText(issue);
    // A button says what the sentence would; a way to the line is not a remedy by itself.
    if (buttons.length > 0) return { severity: shown, message, remedy: '', fixes: buttons };
    const isInFile = field === undefined && file === app.settingsPath && issue.place?.range !== undefined;
    return { severity: shown, message, remedy, fixes: isInFile ? [this.#button({ kind: 'goTo', range }, words.goToLine)] : [] };
  }

  /** No issue: it says that there is more to take over. */
  importOffer(files: readonly string[]): FormIssue {
    const { words } = this.#input;
    const button = this.#button({ kind: 'fix', action: { kind: 'importSettings' }, platform: 'android' }, words.importSettings);
    return { severity: 'info', message: words.importable(files.join(', ')), remedy: '', fixes: [button] };
  }

  #actions(issue: Issue, platform: Platform | undefined): FixAction[] {
    const { app, near, platforms } = this.#input;
    const aliases = platforms.android?.signing.asset?.aliases ?? [];
    return editorFixes(app, platform ?? 'android', issue, { ...near, ...(aliases.length > 0 && { aliases }) }).map(({ action }) => action);
  }

  /** Whether no other issue next to the same field has the button. */
  #isNew(field: FieldId | undefined, id: string): boolean {
    if (field === undefined) return true;
    const offered = this.#offered.get(field) ?? new Set();
    this.#offered.set(field, offered);
    return !offered.has(id);
  }

  #button(fix: FormFix, title: string): FormIssue['fixes'][number] {
    const id = JSON.stringify(fix);
    this.byId.set(id, fix);
    return { id, title };
  }
}

/** Next to the field, its control is the better way to type, choose, browse or take the value out. */
function isDoneByControl(action: FixAction, { kind, path }: FieldRow): boolean {
  if (action.kind === 'setPassword') return kind === 'password';
  return (
    (action.kind === 'ask' || action.kind === 'choose' || action.kind === 'browse' || action.kind === 'remove') && isSame(action.path, path)
  );
}

function titleOf(words: FormInput['words'], action: FixAction, row: FieldRow | undefined): string {
  return action.kind === 'set' && isSame(action.path, row?.path) ? words.use(String(action.value)) : words.fixTitle(action);
}

function isSame(one: readonly string[], other: readonly string[] | undefined): boolean {
  return other !== undefined && one.join('/') === other.join('/');
}
