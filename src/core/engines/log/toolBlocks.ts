/** The words of a tool itself: the first block that begins like an error, and the last lines. Both are short, whatever the log is. */

export interface ToolBlock {
  readonly text: string;
  readonly logLine: number;
}

const head =
  /^(?:\[!\] |npm (?:error|ERR!) |(?:fatal )?(?:error|ERROR|Error)(?:\[E\d{4}\])?:? |\[(?:error|ERROR)\]|[\w.-]{1,40}: (?:fatal )?error: |[\w.]{0,80}(?:Error|Exception)\b|Exception in thread |e: |[✖✘✗❌] |(?:Failed|Unable|Could not|Cannot) |Uncaught |Unhandled | {1,8}Error )/;
const goesOn = /^(?:\s|npm (?:error|ERR!)|[>|│╭╰─]|\d{1,4} \|)/;
const mostLines = 12;
const longestText = 400;

export class ToolBlocks {
  #first: { readonly lines: string[]; readonly logLine: number } | undefined;
  #isOpen = false;
  readonly #last: { readonly text: string; readonly logLine: number }[] = [];

  read(text: string, logLine: number): void {
    const line = text.slice(0, longestText);
    this.#last.push({ text: line, logLine });
    if (this.#last.length > mostLines) this.#last.shift();
    if (!this.#first && head.test(line)) {
      this.#first = { lines: [line], logLine };
      this.#isOpen = true;
    } else if (this.#first && this.#isOpen) {
      if (goesOn.test(line) && this.#first.lines.length < mostLines) this.#first.lines.push(line);
      else this.#isOpen = false;
    }
  }

  get first(): ToolBlock | undefined {
    return this.#first && { text: this.#first.lines.join('\n'), logLine: this.#first.logLine };
  }

  get last(): ToolBlock | undefined {
    const [first] = this.#last;
    return first && { text: this.#last.map(({ text }) => text).join('\n'), logLine: first.logLine };
  }
}
