/**
 * What stands for the module `vscode` outside of VS Code: English words, and as much of a window as small parts of the extension ask
 * for. Tests say in `fakeEditor` what the window holds, and what the person answers.
 */

import { basename, relative } from 'node:path/posix';

export interface FakeEditor {
  isTrusted: boolean;
  /** Absolute paths. */
  folders: readonly string[];
  /** Answers to the next questions, by the text of a button or what is typed; none is Escape. */
  answers: (string | undefined)[];
  /** Whether no one answers: a question stays until it is taken away. */
  isSilent: boolean;
  /** What was asked so far. */
  readonly asked: string[];
  /** What the boxes for typed answers said next to their title. */
  readonly prompts: string[];
  /** Titles of the work whose progress was shown. */
  readonly progress: string[];
  /** Addresses that were opened outside of VS Code. */
  readonly opened: string[];
  /** What the Problems panel shows, by file. */
  readonly problems: Map<string, readonly Diagnostic[]>;
  /** Values of the product's settings, without its name before them; the others have their default. */
  readonly settings: Map<string, unknown>;
  /** Where files are deleted: whether there is a trash, and the paths in it. */
  hasTrash: boolean;
  readonly trash: string[];
  /** Those who watch files, by their pattern. */
  /** Commands that were started, with their arguments. */
  readonly executed: (readonly unknown[])[];
  readonly watchers: { readonly pattern: string; readonly events: Record<'create' | 'change' | 'delete', EventEmitter<Uri>> }[];
}

export const fakeEditor: FakeEditor = {
  isTrusted: true,
  folders: [],
  answers: [],
  isSilent: false,
  asked: [],
  prompts: [],
  progress: [],
  opened: [],
  problems: new Map(),
  settings: new Map(),
  hasTrash: true,
  trash: [],
  executed: [],
  watchers: [],
};

export function resetFakeEditor(): void {
  Object.assign(fakeEditor, { isTrusted: true, folders: [], answers: [], isSilent: false, hasTrash: true });
  fakeEditor.settings.clear();
  fakeEditor.trash.length = 0;
  fakeEditor.executed.length = 0;
  fakeEditor.asked.length = 0;
  fakeEditor.prompts.length = 0;
  fakeEditor.progress.length = 0;
  fakeEditor.opened.length = 0;
  fakeEditor.problems.clear();
  fakeEditor.watchers.length = 0;
  fakeDocuments.all.length = 0;
}

type Words = readonly unknown[];

const fill = (text: string, values: Words | Readonly<Record<string, unknown>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(Reflect.get(values, name) ?? place));

export const l10n = {
  t: (text: string, ...args: Words): string => {
    const [first] = args;
    return fill(text, typeof first === 'object' && first !== null ? { ...first } : args);
  },
};
export const env = {
  language: 'en',
  openExternal: async (uri: { toString(): string }): Promise<boolean> => fakeEditor.opened.push(uri.toString()) > 0,
};

function answer(question: string): string | undefined {
  fakeEditor.asked.push(question);
  return fakeEditor.answers.shift();
}

/** Takes the button that the answer names. */
async function pressButton(message: string, ...buttons: readonly string[]): Promise<string | undefined> {
  const chosen = answer(message);
  return buttons.find((button) => button === chosen);
}

export const QuickPickItemKind = { Separator: -1, Default: 0 };

export class ThemeIcon {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeColor extends ThemeIcon {}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };

export class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;

  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };

export const window = {
  withProgress: async <Result>(
    { title }: { readonly title: string },
    work: (progress: { report(): void }, token: CancellationTokenSource['token']) => Promise<Result>,
  ): Promise<Result> => {
    fakeEditor.progress.push(title);
    return await work({ report: () => undefined }, new CancellationTokenSource().token);
  },
  /** Takes the row that the answer names; of several, those that it names with commas. */
  showQuickPick: async <Item extends string | { readonly label: string }>(
    items: readonly Item[],
    { title = '', canPickMany = false }: { readonly title?: string; readonly canPickMany?: boolean } = {},
  ): Promise<Item | readonly Item[] | undefined> => {
    const chosen = answer(title);
    const nameOf = (item: Item): string => (typeof item === 'string' ? item : item.label);
    if (!canPickMany) return items.find((item) => nameOf(item) === chosen);
    const names = chosen?.split(',');
    return names && items.filter((item) => names.includes(nameOf(item)));
  },
  setStatusBarMessage: (text: string) => void fakeEditor.progress.push(text),
  showErrorMessage: pressButton,
  showInformationMessage: pressButton,
  showWarningMessage: async (message: string): Promise<string | undefined> => answer(message),
  showInputBox: async (
    { title = '', prompt = '' }: { readonly title?: string; readonly prompt?: string },
    token?: CancellationTokenSource['token'],
  ): Promise<string | undefined> => {
    fakeEditor.prompts.push(prompt);
    if (token && (fakeEditor.isSilent || token.isCancellationRequested)) {
      if (!token.isCancellationRequested) await new Promise((resolve) => void token.onCancellationRequested(() => resolve(undefined)));
      return undefined;
    }
    return answer(title);
  },
};

export class Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };

  constructor(line: number, character: number, endLine: number, endCharacter: number) {
    this.start = { line, character };
    this.end = { line: endLine, character: endCharacter };
  }
}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 } as const;

export class Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly severity: number;

  constructor(range: Range, message: string, severity: number) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}

export const languages = {
  createDiagnosticCollection: () => ({
    clear: () => fakeEditor.problems.clear(),
    set: ({ fsPath }: Uri, diagnostics: readonly Diagnostic[]) => fakeEditor.problems.set(fsPath, diagnostics),
    dispose: () => fakeEditor.problems.clear(),
  }),
};

/** Context keys are set, and nothing else is done. */
export const commands = {
  executeCommand: async (...command: readonly unknown[]): Promise<undefined> => void fakeEditor.executed.push(command),
};

export class EventEmitter<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  readonly event = (listener: (event: Event) => void): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** What happens to texts that are open: tests say it. */
export const fakeDocuments = {
  all: [] as TextDocument[],
  changed: new EventEmitter<{ readonly document: TextDocument; readonly contentChanges: readonly unknown[] }>(),
  saved: new EventEmitter<TextDocument>(),
};

export interface TextDocument {
  readonly uri: Uri;
  isDirty: boolean;
}

export const workspace = {
  get textDocuments() {
    return fakeDocuments.all;
  },
  onDidChangeTextDocument: fakeDocuments.changed.event,
  onDidSaveTextDocument: fakeDocuments.saved.event,
  get isTrusted(): boolean {
    return fakeEditor.isTrusted;
  },
  get workspaceFolders() {
    return fakeEditor.folders.map((path) => ({ uri: Uri.file(path), name: basename(path) }));
  },
  getWorkspaceFolder: ({ fsPath }: Uri) =>
    workspace.workspaceFolders.find(({ uri }) => fsPath === uri.fsPath || fsPath.startsWith(`${uri.fsPath}/`)),
  createFileSystemWatcher: (pattern: string) => {
    const events = { create: new EventEmitter<Uri>(), change: new EventEmitter<Uri>(), delete: new EventEmitter<Uri>() };
    fakeEditor.watchers.push({ pattern, events });
    return {
      onDidCreate: events.create.event,
      onDidChange: events.change.event,
      onDidDelete: events.delete.event,
      dispose: () => undefined,
    };
  },
  getConfiguration: () => ({ get: (name: string): unknown => fakeEditor.settings.get(name) }),
  fs: {
    delete: async ({ fsPath }: Uri): Promise<void> => {
      if (!fakeEditor.hasTrash) throw new Error('There is no trash');
      fakeEditor.trash.push(fsPath);
    },
  },
  onDidChangeConfiguration: () => ({ dispose: () => undefined }),
  onDidChangeWorkspaceFolders: () => ({ dispose: () => undefined }),
  asRelativePath: (path: string): string => {
    const folder = fakeEditor.folders.find((each) => path.startsWith(`${each}/`));
    return folder === undefined ? path : relative(folder, path);
  },
};

export class Uri {
  readonly fsPath: string;
  readonly scheme: string;
  readonly #address: string;

  private constructor(address: string, fsPath: string) {
    this.#address = address;
    this.fsPath = fsPath;
    this.scheme = address.split(':')[0] ?? '';
  }

  static file(path: string): Uri {
    return new Uri(`file://${path}`, path);
  }

  static parse(address: string): Uri {
    return new Uri(address, '');
  }

  with({ fragment }: { readonly fragment: string }): Uri {
    return new Uri(`${this.#address}#${fragment}`, this.fsPath);
  }

  toString(): string {
    return this.#address;
  }
}

export class DocumentLink {
  readonly range: Range;
  readonly target: Uri;
  tooltip?: string;

  constructor(range: Range, target: Uri) {
    this.range = range;
    this.target = target;
  }
}

export const Disposable = {
  from: (...all: readonly { dispose(): void }[]) => ({
    dispose: () => {
      for (const each of all) each.dispose();
    },
  }),
};

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<undefined>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };

  cancel(): void {
    this.token.isCancellationRequested = true;
    this.#cancelled.fire(undefined);
  }

  dispose(): void {
    this.#cancelled.dispose();
  }
}

export class CancellationError extends Error {}

export class LanguageModelTextPart {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

export class LanguageModelToolResult {
  readonly content: readonly unknown[];

  constructor(content: readonly unknown[]) {
    this.content = content;
  }
}

export class MarkdownString {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}
