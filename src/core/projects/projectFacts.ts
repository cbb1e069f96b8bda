/** What a project says about its app, with the file each fact was read from. */

import { type Sourced } from '../settings/origin.ts';
import { type EngineId } from '../settings/settingsModel.ts';

export interface ProjectFacts {
  /** The engine that builds such a project. */
  readonly engine: EngineId;
  /** The framework as people call it. */
  readonly framework: string;
  readonly name?: Sourced<string>;
  readonly version?: Sourced<string>;
  /** Of both platforms where they share one. */
  readonly appIdentifier?: Sourced<string>;
  readonly iosAppIdentifier?: Sourced<string>;
  readonly versionCode?: Sourced<number>;
  /** Of web apps: the folder of the built web files, relative to the app. */
  readonly webDir?: Sourced<string>;
}

/** Recognises one framework. `undefined`: this folder is none of it. Identification only; building is the engine's. */
export interface ProjectDetector {
  readonly engine: EngineId;
  detect(folder: ProjectFolderView): Promise<ProjectFacts | undefined>;
}

/** What a detector sees of a folder. */
export interface ProjectFolderView {
  readonly name: string;
  text(...relative: readonly string[]): Promise<string | undefined>;
  entries(...relative: readonly string[]): Promise<readonly { readonly name: string; readonly kind: 'file' | 'directory' | 'other' }[]>;
  hasFile(...relative: readonly string[]): Promise<boolean>;
  hasFolder(...relative: readonly string[]): Promise<boolean>;
}
