import { deepStrictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

/** Every call of VS Code that opens a box with a question. `create…` is called in few places, which set the property of what they get. */
const asks = /vscode\.window\.(?:showQuickPick|showInputBox)(?:<[^()]*>)?\(/g;

/** The text of each call, to its closing parenthesis. */
function callsIn(source: string): readonly string[] {
  return Array.from(source.matchAll(asks), ({ index, 0: beginning }) => {
    let depth = 1;
    let end = index + beginning.length;
    for (; depth > 0 && end < source.length; end += 1)
      depth += '([{'.includes(source.charAt(end)) ? 1 : ')]}'.includes(source.charAt(end)) ? -1 : 0;
    return source.slice(index, end);
  });
}

describe('questions in the editor', () => {
  // A page that finishes loading takes the focus. Without the option, the question that someone is answering is gone, and the command with it.
  it('stay open when a page takes the focus', () => {
    const lost = globSync('src/extension/**/*.ts').flatMap((path) => {
      const source = readFileSync(path, 'utf8');
      const isHeld = (call: string): boolean =>
        call.includes('ignoreFocusOut: true') || (call.includes('(options, ') && source.includes('ignoreFocusOut: true'));
      const created =
        source.match(/vscode\.window\.create(?:QuickPick|InputBox)/) && !source.includes('.ignoreFocusOut = true') ? ['create'] : [];
      return [...callsIn(source).filter((call) => !isHeld(call)), ...created].map((call) => `${path}: ${call}`);
    });
    deepStrictEqual(lost, []);
  });

  it('are found with all that they are given', () => {
    deepStrictEqual(
      callsIn('a(); await vscode.window.showQuickPick<Row>(rows.map((row) => ({ row })), { title: t("x)") }); b();').length,
      1,
    );
    deepStrictEqual(callsIn('(await vscode.window.showInputBox({ title }))?.trim()'), ['vscode.window.showInputBox({ title })']);
  });
});
