/** What can be after a command: options and operands, by their type. */

interface OptionBase {
  readonly says: string;
  /** Other names that are understood and not shown. */
  readonly aliases?: readonly string[];
}

export type OptionSpec =
  | (OptionBase & { readonly type: 'flag' })
  | (OptionBase & { readonly type: 'text'; readonly placeholder: string; readonly isRepeatable?: boolean })
  /** A path of this machine, relative to the working directory. */
  | (OptionBase & { readonly type: 'path'; readonly placeholder: string; readonly isRepeatable?: boolean })
  | (OptionBase & { readonly type: 'integer'; readonly placeholder: string; readonly minimum: number; readonly maximum: number })
  | (OptionBase & { readonly type: 'choice'; readonly choices: readonly string[]; readonly isRepeatable?: boolean })
  /** `env:NAME` or `file:PATH`; never the secret itself. */
  | (OptionBase & { readonly type: 'secret' });

export function isRepeatable(spec: OptionSpec): boolean {
  return 'isRepeatable' in spec && spec.isRepeatable;
}

export interface OperandSpec {
  readonly name: string;
  readonly says: string;
  readonly isOptional?: boolean;
}

/** Understood by every command. */
export const globalOptions = {
  json: { type: 'flag', says: 'Print a single JSON document only' },
  quiet: { type: 'flag', says: 'Print errors only' },
  'no-color': { type: 'flag', says: 'Print without colors (same as the variable NO_COLOR)' },
  help: { type: 'flag', says: 'Show this help' },
} as const satisfies Readonly<Record<string, OptionSpec>>;
