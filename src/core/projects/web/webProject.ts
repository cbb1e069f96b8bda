/**
 * A web project before its build: which tool builds it, where that tool writes, and the script that starts it. All of it is read from the
 * tools' own configuration; nothing of the project is run.
 */

import { type Sourced } from '../../settings/origin.ts';
import { type PackageJson } from '../packageJson.ts';
import { type ProjectFolderView } from '../projectFacts.ts';

export interface WebProject {
  /** The build tool as people call it. */
  readonly tool: string;
  readonly output: WebOutput;
  /** Name of the script in `package.json` that builds the files; absent when there is none. */
  readonly script?: string;
}

export type WebOutput =
  /** Relative to the app with slashes; leads out of it where a monorepo keeps its output at its root. */
  | { readonly kind: 'folder'; readonly folder: Sourced<string> }
  /** The configuration works it out by code. */
  | { readonly kind: 'computed' }
  /** The build is for a server: there is no page to package until this setting is changed. */
  | { readonly kind: 'server'; readonly setting: string; readonly file: string };

/** What the reader of one tool works with. */
export interface WebToolView {
  readonly folder: ProjectFolderView;
  readonly packageJson: PackageJson;
}

export interface WebTool {
  readonly name: string;
  /** `undefined`: the folder is not built by this tool. */
  readonly read: (view: WebToolView) => Promise<WebOutput | undefined>;
  /** Scripts that build the files, best first, where they are not called `build`. */
  readonly scripts?: readonly string[];
}
