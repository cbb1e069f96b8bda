/**
 * What a field of `mobile-distribution.json` can be. A row of `settingsModel.ts` says all that the faces need: reading, JSON schema, form,
 * option of the command line, completion, hover and documentation follow from it.
 */

interface FieldBase {
  /** What people call it: in the form, in tables, in the documentation. Absent for what is never shown by itself. */
  readonly label?: string;
  /** One or two sentences for people: form, hover, completion, help, documentation. */
  readonly description: string;
  /** Whether the form has a field for it. Text, numbers, choices and switches only. */
  readonly inForm?: boolean;
  /** Gives the value for one package: `--name`. */
  readonly option?: { readonly name: string; readonly placeholder?: string };
}

export interface TextField extends FieldBase {
  readonly type: 'string';
  readonly choices?: readonly string[];
  /** What each choice is for. */
  readonly choiceTexts?: Readonly<Record<string, string>>;
  readonly default?: string;
  readonly examples?: readonly string[];
  /** What the text stands for, where an editor can help: a file to pick, a page to open. */
  readonly holds?: 'file' | 'folder' | 'color' | 'address';
  /** Of such files, without the dot. */
  readonly endings?: readonly string[];
}

export interface IntegerField extends FieldBase {
  readonly type: 'integer';
  readonly minimum: number;
  readonly maximum: number;
  readonly default?: number;
}

export interface SwitchField extends FieldBase {
  readonly type: 'boolean';
  readonly default: boolean;
}

/** A field with one value. */
export type ValueField = TextField | IntegerField | SwitchField;

export interface ListField extends FieldBase {
  readonly type: 'list';
  readonly item: TextField;
}

/** One command, as a list of a program and its arguments, or several such lists. Read as several in any case. */
export interface CommandsField extends FieldBase {
  readonly type: 'commands';
  readonly examples: readonly (readonly string[])[];
}

export interface MapField extends FieldBase {
  readonly type: 'map';
  readonly value: TextField;
}

export interface ObjectField extends FieldBase {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, SettingsField>>;
}

export type SettingsField = ValueField | ListField | CommandsField | MapField | ObjectField;

/** The type that reading a field gives. Everything inside an object may be absent. */
export type ValueOf<Field> = Field extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : Field extends { readonly type: 'string' }
    ? string
    : Field extends { readonly type: 'integer' }
      ? number
      : Field extends { readonly type: 'boolean' }
        ? boolean
        : Field extends { readonly type: 'list'; readonly item: infer Item }
          ? readonly ValueOf<Item>[]
          : Field extends { readonly type: 'commands' }
            ? readonly (readonly string[])[]
            : Field extends { readonly type: 'map'; readonly value: infer Value }
              ? Readonly<Record<string, ValueOf<Value>>>
              : Field extends { readonly type: 'object'; readonly fields: infer Fields }
                ? { readonly [Name in keyof Fields]?: ValueOf<Fields[Name]> }
                : never;

export function isValueField(field: SettingsField | undefined): field is ValueField {
  return field?.type === 'string' || field?.type === 'integer' || field?.type === 'boolean';
}

/** The field that a path of the settings leads to. */
export function fieldAt(model: SettingsField, path: readonly string[]): SettingsField | undefined {
  let field = model;
  for (const key of path) {
    if (field.type === 'object') {
      const next = Object.hasOwn(field.fields, key) ? field.fields[key] : undefined;
      if (!next) return undefined;
      field = next;
    } else if (field.type === 'map') field = field.value;
    else if (field.type === 'list') field = field.item;
    else return undefined;
  }
  return field;
}
