/** What the system and the user say of this machine, for finding tools. */

export interface Machine {
  readonly system: 'windows' | 'macos' | 'linux';
  /** The user's home. */
  readonly homeFolder: string;
  /** Of this process, without the variables that contain secrets. */
  variable(name: string): string | undefined;
}
