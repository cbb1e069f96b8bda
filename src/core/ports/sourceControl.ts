/** What git knows of an app's folder. Everything is absent outside a repository or without git. */

export interface SourceState {
  readonly commit?: string;
  readonly branch?: string;
  /** Absent also where it cannot be determined without running what the repository names. */
  readonly hasUncommittedChanges?: boolean;
  /** `Name <address>` as git is configured, else the system's user name. */
  readonly author: string;
}

/** A line of a file as another branch has it. */
export interface BranchLine {
  /** `feature/icons`, `origin/main`. */
  readonly branch: string;
  readonly line: string;
}

export interface SourceControl {
  describe(folder: string): Promise<SourceState>;
  /** Whether git tracks this file; `undefined` when git cannot tell. */
  isTracked(path: string): Promise<boolean | undefined>;
  /** Whether git leaves this file out of what it adds; `undefined` when git cannot tell. */
  isIgnored?(path: string): Promise<boolean | undefined>;
  /** Takes a file out of the index and leaves it on the disk. False when git does not do it. */
  untrack?(path: string): Promise<boolean>;
  /**
   * Lines that hold `text`, in the file at `path` (relative to `folder`, with slashes) as the other branches have it, those of
   * remotes included; the ones worked on last, as far as is quick. Nothing where git cannot tell.
   */
  searchBranches?(folder: string, path: string, text: string): Promise<readonly BranchLine[]>;
  /**
   * First lines of the commits that changed the folder and are in HEAD, but not in `commit`; the newest first, merges left out, 100 at most.
   * Without a commit to begin at, the last 10. Nothing where git cannot tell.
   */
  subjectsSince?(folder: string, commit: string | undefined): Promise<readonly string[]>;
}
