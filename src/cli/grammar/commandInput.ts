/** The arguments of one run, by name. Asking for an option that the command does not declare is our own mistake and throws. */

import { windowsPathProblem } from '../../core/base/windowsPath.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { fileOf, variableOf } from '../secrets/secretReference.ts';
import { usageFailure } from './usageFailure.ts';
import { globalOptions, type OptionSpec } from './optionSpec.ts';

/** Where a command runs, and how paths are written there. */
export interface WorkingPlace {
  readonly workingFolder: string;
  readonly paths: PathTools;
}

/** `true` for a flag, a list for an option that may be given several times. */
export type OptionValue = string | true | readonly string[];

export class CommandInput {
  readonly operands: readonly string[];
  readonly #specs: Readonly<Record<string, OptionSpec>>;
  readonly #values: ReadonlyMap<string, OptionValue>;
  readonly #place: WorkingPlace;

  constructor(
    options: Readonly<Record<string, OptionSpec>>,
    values: ReadonlyMap<string, OptionValue>,
    operands: readonly string[],
    place: WorkingPlace,
  ) {
    this.#specs = { ...options, ...globalOptions };
    this.#values = values;
    this.operands = operands;
    this.#place = place;
  }

  /** Whatever its type. */
  isGiven(name: string): boolean {
    if (!this.#specs[name]) throw new TypeError(`the option --${name} is not declared`);
    return this.#values.has(name);
  }

  /** Whether the command has the option at all. */
  has(name: string): boolean {
    return Object.hasOwn(this.#specs, name);
  }

  flag(name: string): boolean {
    return this.#value(name, 'flag') === true;
  }

  text(name: string): string | undefined {
    return this.#text(name, 'text');
  }

  /** Absolute. */
  path(name: string): string | undefined {
    const value = this.#text(name, 'path');
    return value === undefined ? undefined : this.#absolute(value);
  }

  /** Absolute, in the order they were given. */
  pathList(name: string): readonly string[] {
    return this.#list(name, 'path').map((path) => this.#absolute(path));
  }

  /** In the order they were given. */
  textList(name: string): readonly string[] {
    return this.#list(name, 'text');
  }

  /** In the order they were given. */
  choiceList<const Choice extends string>(name: string, choices: readonly Choice[]): readonly Choice[] {
    return this.#list(name, 'choice').flatMap((value) => choices.find((choice) => choice === value) ?? []);
  }

  integer(name: string): number | undefined {
    const value = this.#text(name, 'integer');
    return value === undefined ? undefined : Number(value);
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.#text(name, 'choice');
    return choices.find((choice) => choice === value);
  }

  /** Where the secret is, not what it is. */
  secret(name: string): string | undefined {
    return this.#text(name, 'secret');
  }

  /** Names of the environment's variables that hold the secrets of this run. */
  secretVariables(): readonly string[] {
    const secrets = Object.keys(this.#specs).filter((name) => this.#specs[name]?.type === 'secret');
    return secrets.flatMap((name) => variableOf(this.secret(name)) ?? []);
  }

  /** Files that the secrets of this run are read from, as absolute paths. */
  secretFiles(): readonly string[] {
    const secrets = Object.keys(this.#specs).filter((name) => this.#specs[name]?.type === 'secret');
    return secrets.flatMap((name) => {
      const file = fileOf(this.secret(name));
      return file === undefined ? [] : [this.#absolute(file)];
    });
  }

  /** An operand as an absolute path; the parser saw to it that required ones are there. */
  operandPath(index: number): string {
    return this.#absolute(this.operands[index] ?? '.');
  }

  /** Looked at as it was given: once it is absolute, a drive-relative path looks like any other. */
  #absolute(path: string): string {
    const problem = this.#place.paths.system === 'windows' ? windowsPathProblem(path) : undefined;
    if (problem !== undefined) throw usageFailure(`The path ${path} cannot be used: ${problem}`, 'Use another path');
    return this.#place.paths.resolve(this.#place.workingFolder, path);
  }

  #text(name: string, type: OptionSpec['type']): string | undefined {
    const value = this.#value(name, type);
    return typeof value === 'string' ? value : undefined;
  }

  #list(name: string, type: OptionSpec['type']): readonly string[] {
    const value = this.#value(name, type);
    return Array.isArray(value) ? value : [];
  }

  #value(name: string, type: OptionSpec['type']): OptionValue | undefined {
    if (this.#specs[name]?.type !== type) throw new TypeError(`the option --${name} is not declared as ${type}`);
    return this.#values.get(name);
  }
}
