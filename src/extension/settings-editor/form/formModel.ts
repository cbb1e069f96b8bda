/**
 * The form as the page shows it, made from an opened app and its checks: values with their origin, hints, issues next to
 * their fields, remedies. Pure: it knows neither VS Code nor a file, and no password ever comes near it.
 */

import { type Issue } from '../../../core/base/issue.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import {
  type FieldId,
  type FormField,
  type FormIssue,
  type FormSection,
  type PackageSettingsForm,
} from '../../../protocol/packageSettingsProtocol.ts';
import { ownValues } from './formEdits.ts';
import { fieldAtPointer, fieldRows, type FieldRow } from './formFields.ts';
import { FormFixes, type FormFix } from './formFixes.ts';
import { type FormInput } from './formInput.ts';
import { fieldValue } from './formValues.ts';
import { type FormWords } from './formWords.ts';

export interface BuiltForm {
  readonly form: PackageSettingsForm;
  /** The actions behind the buttons of this form. */
  readonly fixes: ReadonlyMap<string, FormFix>;
}

/** What keeps the whole file from being read and changed. */
const breaking: ReadonlySet<string> = new Set(['settings-syntax', 'settings-too-large', 'settings-too-deep']);

export function buildForm(input: FormInput): BuiltForm {
  const { words, app } = input;
  const fixes = new FormFixes(input);
  const broken = app.inspected.issues.find(({ code }) => breaking.has(code));
  const own = broken && broken.code !== 'settings-syntax' ? () => '' : ownValues(input.text);
  const isWeb = usesWeb(input);
  const rows = fieldRows.filter(({ path = [] }) => {
    const [place, key = '']: readonly string[] = path;
    if (place === 'web') return isWeb;
    // A tool is shown where the app is built with it, or where the settings name it.
    return place !== 'tools' || input.toolVersions.has(key) || own(['tools', key]) !== '';
  });
  const isShown = ({ section }: FieldRow): boolean => section === 'app' || input.platforms[section] !== undefined;
  const placed = placeFormIssues(input, fixes, new Set(rows.filter(isShown).map(({ id }) => id)));
  const fieldOf = (row: FieldRow): FormField => {
    const field = makeField(input, row, own, placed.byField.get(row.id) ?? []);
    return broken ? { ...field, issues: [] } : field;
  };
  const sectionOf = (id: Platform | 'app', isPresent: boolean): FormSection => ({
    id,
    title: id === 'app' ? words.appTitle : words.platforms[id],
    summary: '',
    isPresent,
    addTitle: id === 'app' ? '' : words.addPlatform(words.platforms[id]),
    createTitle: id === 'app' ? '' : words.createPackage(words.platforms[id]),
    fields: isPresent ? rows.filter(({ section }) => section === id).map(fieldOf) : [],
    issues: placed.bySection.get(id) ?? [],
  });
  const made = [
    sectionOf('app', true),
    sectionOf('ios', input.platforms.ios !== undefined),
    sectionOf('android', input.platforms.android !== undefined),
  ];
  const sections = withPlatforms(made, words).map((section) => ({ ...section, summary: countText(words, sectionIssues(section)) }));
  const all = [...placed.ofFile, ...sections.flatMap(sectionIssues)];
  const form: PackageSettingsForm = {
    title: nameOf(input),
    path: input.path,
    isEditable: !broken && input.isWritable,
    isDirty: input.isDirty,
    canCreate: !broken && input.isTrusted && input.isWritable,
    summary: words.counts(count(all, 'error'), count(all, 'warning')),
    severity: all.some(({ severity }) => severity === 'error')
      ? 'error'
      : all.some(({ severity }) => severity === 'warning')
        ? 'warning'
        : 'none',
    issues: [...placed.ofFile],
    sections,
    runs: [...input.runs],
  };
  return { form, fixes: fixes.byId };
}

/** A label that is in several sections says in those of platforms which one it belongs to. */
function withPlatforms(sections: readonly FormSection[], words: FormWords): readonly FormSection[] {
  const labels = sections.flatMap(({ fields }) => fields.map(({ label }) => label));
  const isRepeated = (label: string): boolean => labels.indexOf(label) !== labels.lastIndexOf(label);
  return sections.map((section) => {
    const { id } = section;
    if (id === 'app') return section;
    const named = section.fields.map((field) =>
      isRepeated(field.label) ? { ...field, label: words.labelOnPlatform(field.label, words.platforms[id]) } : field,
    );
    return { ...section, fields: named };
  });
}

function sectionIssues({ issues, fields }: FormSection): FormIssue[] {
  return [...issues, ...fields.flatMap((field) => field.issues)];
}

function count(issues: readonly FormIssue[], severity: FormIssue['severity']): number {
  return issues.filter((issue) => issue.severity === severity).length;
}

function countText(words: FormWords, issues: readonly FormIssue[]): string {
  const [errors, warnings] = [count(issues, 'error'), count(issues, 'warning')];
  return errors + warnings === 0 ? '' : words.counts(errors, warnings);
}

/** Web fields are for apps of the engine web, and for those that nothing is known of. */
function usesWeb({ app, platforms: states }: FormInput): boolean {
  if (app.inspected.settings.web) return true;
  const engines = Object.values(states).map(({ validation }) => validation.effective.engine?.value);
  return engines.includes('web') || (app.project === undefined && engines.every((engine) => engine === undefined));
}

function nameOf({ platforms: states, path }: FormInput): string {
  const [state] = Object.values(states);
  return state?.validation.effective.name?.value ?? path;
}

interface PlacedFormIssues {
  readonly byField: ReadonlyMap<FieldId, FormIssue[]>;
  readonly bySection: ReadonlyMap<string, FormIssue[]>;
  readonly ofFile: readonly FormIssue[];
}

/** What is said about a field that is not shown is said of its section, or of the file. */
function placeFormIssues(input: FormInput, fixes: FormFixes, shownFields: ReadonlySet<FieldId>): PlacedFormIssues {
  const { app, words } = input;
  const byField = new Map<FieldId, FormIssue[]>();
  const bySection = new Map<string, FormIssue[]>();
  const ofFile: FormIssue[] = [];
  if (!input.isTrusted) ofFile.push({ severity: 'info', message: words.inRestrictedMode, remedy: words.restrictedRemedy, fixes: [] });
  const isBroken = app.inspected.issues.some(({ code }) => breaking.has(code));
  // Nothing else is known of a broken file: what seems missing may follow the break.
  const told = isBroken ? input.issues.filter(({ issue }) => breaking.has(issue.code)) : input.issues;
  for (const placed of told) {
    const { issue, platform, pointer = '', file } = placed;
    const concerned = issueField(issue, platform) ?? (file === app.settingsPath ? fieldAtPointer(pointer, platform) : undefined);
    const field = concerned && shownFields.has(concerned) ? concerned : undefined;
    const shown = fixes.formIssue(placed, field);
    const section = pointer.startsWith('/ios') ? 'ios' : pointer.startsWith('/android') ? 'android' : platform;
    if (breaking.has(issue.code)) ofFile.push({ ...shown, remedy: words.brokenRemedy(placed.range.line + 1) });
    else if (field) byField.set(field, [...(byField.get(field) ?? []), shown]);
    else if (section) bySection.set(section, [...(bySection.get(section) ?? []), shown]);
    else ofFile.push(shown);
  }
  if (!isBroken && input.isTrusted && input.isWritable && input.importable.length > 0) ofFile.push(fixes.importOffer(input.importable));
  return { byField, bySection, ofFile };
}

/** Passwords are at no place of the settings, but have fields; so have values that the project computes. */
function issueField({ code, params }: Issue, platform: Platform | undefined): FieldId | undefined {
  if (code === 'project-value-computed') return fieldAtPointer(`/${platform ?? 'android'}/${String(params['key'])}`, platform);
  if (platform !== 'android') return undefined;
  if (code === 'keystore-password-wrong') return 'android.keystorePassword';
  return code.startsWith('keystore-key-password') ? 'android.keyPassword' : undefined;
}

function makeField(input: FormInput, row: FieldRow, own: (path: readonly string[]) => string, issues: readonly FormIssue[]): FormField {
  const { words } = input;
  const written = row.path ? own(row.path) : '';
  const found = fieldValue(input, row, written);
  const shown = written === '' ? found.value : written;
  const { label, description } = words.field(row);
  return {
    id: row.id,
    label,
    description: found.description ?? description,
    isRequired: found.isRequired,
    control: found.control,
    own: written,
    value: shown,
    origin: written === '' && shown !== '' ? found.origin : '',
    hint: found.hint,
    issues: [...issues],
  };
}
