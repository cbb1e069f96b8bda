/**
 * Makes `src/extension/shared/manifest.ts` from package.json, so that the ids and types the code uses are the ones VS Code was
 * told. Pure: text in, text out; `npm run build` writes it and `npm run check` compares.
 */

import * as z from 'zod/mini';

const settingSchema = z.looseObject({ type: z.string(), default: z.unknown(), enum: z.optional(z.array(z.string())) });

const manifestSchema = z.looseObject({
  contributes: z.looseObject({
    commands: z.array(z.looseObject({ command: z.string() })),
    views: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))),
    configuration: z.looseObject({ properties: z.record(z.string(), settingSchema) }),
    customEditors: z.array(z.looseObject({ viewType: z.string() })),
    taskDefinitions: z.array(z.looseObject({ type: z.string() })),
    languageModelTools: z.optional(z.array(z.looseObject({ name: z.string() }))),
  }),
});

type Setting = z.infer<typeof settingSchema>;

const prefix = 'mobileDistribution.';

export function generateManifest(packageJson: string): string {
  const { contributes } = manifestSchema.parse(JSON.parse(packageJson));
  const settings = Object.entries(contributes.configuration.properties);
  const views = Object.values(contributes.views).flat();
  return [
    '/** Made from package.json by scripts/manifest/generateManifest.ts. Change package.json, then run `npm run build`. */',
    '',
    union(
      'CommandId',
      contributes.commands.map(({ command }) => command),
    ),
    union(
      'ViewId',
      views.map(({ id }) => id),
    ),
    union(
      'EditorId',
      contributes.customEditors.map(({ viewType }) => viewType),
    ),
    union(
      'TaskType',
      contributes.taskDefinitions.map(({ type }) => type),
    ),
    union(
      'ToolName',
      (contributes.languageModelTools ?? []).map(({ name }) => name),
    ),
    union('ContextKey', contextKeys(packageJson)),
    '/** Settings by name, without the prefix `mobileDistribution.`. */',
    'export interface SettingTypes {',
    ...settings.map(([name, setting]) => `  readonly ${propertyName(name.slice(prefix.length))}: ${settingType(setting)};`),
    '}',
    '',
    '/** What package.json gives as defaults. */',
    'export const settingDefaults: SettingTypes = {',
    ...settings.map(([name, setting]) => `  ${propertyName(name.slice(prefix.length))}: ${literal(setting.default)},`),
    '};',
    '',
  ].join('\n');
}

function union(name: string, members: readonly string[]): string {
  const values = members.length === 0 ? ['never'] : members.map((member) => `'${member}'`);
  const oneLine = `export type ${name} = ${values.join(' | ')};`;
  return `${oneLine.length <= 140 ? oneLine : `export type ${name} =\n  | ${values.join('\n  | ')};`}\n`;
}

/** Quoted only where it must be, as the formatter writes it. */
function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function settingType(setting: Setting): string {
  if (setting.enum) return setting.enum.map((value) => `'${value}'`).join(' | ');
  if (setting.type === 'integer') return 'number';
  if (setting.type === 'array') return 'readonly string[]';
  return setting.type;
}

/** Every key of ours that a clause or a completion event anywhere asks for. */
function contextKeys(packageJson: string): readonly string[] {
  const clauses = [...packageJson.matchAll(/"(?:when|enablement)":\s*"((?:[^"\\]|\\.)*)"|"onContext:([^"]*)"/g)];
  const keys = clauses.flatMap((clause) => (clause[1] ?? clause[2] ?? '').match(/(?<=^|[\s!(])mobileDistribution\.\w+/g) ?? []);
  // A view's id is in clauses too, on the right of `view ==`, and the id of an editor.
  const values = new Set(
    [...packageJson.matchAll(/(?:view|activeCustomEditorId) [=!]= (mobileDistribution\.\w+)/g)].map((match) => match[1]),
  );
  return [...new Set(keys)].filter((key) => !values.has(key)).sort();
}
