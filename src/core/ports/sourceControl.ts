/** What git knows of an app's folder. Everything is absent outside a repository or without git. */

export interface SourceState {
  readonly commit?: string;
  readonly branch?: string;
  readonly hasUncommittedChanges?: boolean;
  /** `Name <address>` as git is configured, else the system's user name. */
  readonly author: string;
}

export interface SourceControl {
  describe(folder: string): Promise<SourceState>;
  /** Whether git tracks this file; `undefined` when git cannot tell. */
  isTracked(path: string): Promise<boolean | undefined>;
}
