/** A command that the settings of a project name: as a list of a program and its arguments, started without a shell. */

export interface ProjectCommand {
  /** A name that is looked for on PATH. */
  readonly program: string;
  readonly args: readonly string[];
}

/** Of a step that runs code of the project, where no one allowed that. */
export const notAllowed = { reason: 'skipped', because: 'the build of the project was not allowed for this package' } as const;

/** A build of a large app takes minutes; one that takes longer hangs. */
export const projectCommandLimitMs = 30 * 60_000;

/** What ends a line, or is shown as something else than it is, could make a question or a plan say another command than the one that runs. */
const unshowable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** `undefined` for what is never started: a program in the project's own folders, or words that cannot be shown as they are. */
export function projectCommand([program = '', ...args]: readonly string[]): ProjectCommand | undefined {
  return /^[\w@][\w@.+-]{0,99}$/.test(program) && !args.some((word) => unshowable.test(word)) ? { program, args } : undefined;
}

/** As a person would type it. */
export function commandText({ program, args }: ProjectCommand): string {
  return [program, ...args].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}
