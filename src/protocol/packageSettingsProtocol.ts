/**
 * What the package settings form and the extension say to each other. The page shows what `form` contains and sends what people
 * did; every decision, every word and every check is the extension's. No message contains a password, in either direction.
 */

import * as z from 'zod/mini';
import { defineChannel } from './channel.ts';

const sectionId = z.enum(['app', 'ios', 'android']);
export type SectionId = z.infer<typeof sectionId>;

const platformId = z.enum(['android', 'ios']);

/** Section and name, such as `android.keystore`. Which fields there are is the extension's knowledge; it refuses unknown ones. */
const fieldId = z.string().check(z.regex(/^(app|android|ios)\.[A-Za-z]{1,64}$/));
export type FieldId = z.infer<typeof fieldId>;

/** A remedy that one click does. The extension knows what is behind the id. */
const fix = z.object({ id: z.string(), title: z.string() });

const formIssue = z.object({
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  remedy: z.string(),
  fixes: z.array(fix),
});
export type FormIssue = z.infer<typeof formIssue>;

const fieldControl = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), isNumber: z.boolean() }),
  /** A path, written relative to the settings file, with a button that opens a dialog. */
  z.object({ kind: z.literal('path') }),
  z.object({ kind: z.literal('choice'), choices: z.array(z.object({ value: z.string(), label: z.string(), description: z.string() })) }),
  z.object({
    kind: z.literal('password'),
    state: z.enum(['stored', 'missing', 'notNeeded']),
    /** The state in words. */
    text: z.string(),
    /** Whether there is a file that a password could be checked against. */
    canSet: z.boolean(),
  }),
]);
export type FieldControl = z.infer<typeof fieldControl>;

const formField = z.object({
  id: fieldId,
  label: z.string(),
  description: z.string(),
  isRequired: z.boolean(),
  control: fieldControl,
  /** What the file says; empty when it says nothing. */
  own: z.string(),
  /** What counts: the file's value, or the one that is proposed. */
  value: z.string(),
  /** Where the value came from, such as `from package.json`; empty when it was written here. */
  origin: z.string(),
  /** What is good to know before typing, such as the allowed range. */
  hint: z.string(),
  issues: z.array(formIssue),
});
export type FormField = z.infer<typeof formField>;

const formSection = z.object({
  id: sectionId,
  title: z.string(),
  summary: z.string(),
  /** `false`: the platform has no settings yet, and `addTitle` is what the button for them says. */
  isPresent: z.boolean(),
  addTitle: z.string(),
  /** What the button for a package says; empty for the section App. */
  createTitle: z.string(),
  fields: z.array(formField),
  /** Issues that belong to none of the fields. */
  issues: z.array(formIssue),
});
export type FormSection = z.infer<typeof formSection>;

const runState = z.object({
  platform: platformId,
  isActive: z.boolean(),
  canCancel: z.boolean(),
  percent: z.number(),
  outcome: z.enum(['none', 'info', 'error']),
  text: z.string(),
});
export type FormRun = z.infer<typeof runState>;

const form = z.object({
  title: z.string(),
  path: z.string(),
  /** Whether the file can be changed: not while it is broken, and not in Restricted Mode. */
  isEditable: z.boolean(),
  isDirty: z.boolean(),
  canCreate: z.boolean(),
  /** Errors and warnings in a few words, for the eye and the screen reader. */
  summary: z.string(),
  severity: z.enum(['none', 'info', 'warning', 'error']),
  /** What is wrong with the file as a whole. */
  issues: z.array(formIssue),
  sections: z.array(formSection),
  runs: z.array(runState),
});
export type PackageSettingsForm = z.infer<typeof form>;

/** The words of the page itself. */
const formStrings = z.object({
  save: z.string(),
  saved: z.string(),
  browse: z.string(),
  required: z.string(),
  requiredNote: z.string(),
  setPassword: z.string(),
  changePassword: z.string(),
  forgetPassword: z.string(),
  useProposed: z.string(),
  openAsText: z.string(),
  goToProblem: z.string(),
  cancel: z.string(),
  sections: z.string(),
  error: z.string(),
  warning: z.string(),
  info: z.string(),
});
export type FormStrings = z.infer<typeof formStrings>;

const nothing = z.null();

export const packageSettingsChannel = defineChannel({
  requests: {
    load: { params: nothing, result: z.object({ strings: formStrings, form }) },
    /** An empty value takes the key out of the file. */
    change: {
      params: z.object({
        changes: z.array(z.object({ field: fieldId, value: z.string().check(z.maxLength(4096)) })).check(z.maxLength(50)),
      }),
      result: nothing,
    },
    browse: { params: z.object({ field: fieldId }), result: nothing },
    setPassword: { params: z.object({ field: fieldId }), result: nothing },
    forgetPassword: { params: z.object({ field: fieldId }), result: nothing },
    fix: { params: z.object({ id: z.string().check(z.maxLength(1024)) }), result: nothing },
    addPlatform: { params: z.object({ platform: platformId }), result: nothing },
    save: { params: nothing, result: nothing },
    createPackage: { params: z.object({ platform: platformId }), result: nothing },
    cancelPackage: { params: z.object({ platform: platformId }), result: nothing },
    openAsText: { params: nothing, result: nothing },
    /** The answer to the event `flush`: everything typed was sent. */
    flushed: { params: nothing, result: nothing },
  },
  events: {
    form,
    run: runState,
    /** The file is about to be saved: send what was typed and not sent yet. */
    flush: nothing,
    reveal: z.object({ field: fieldId }),
  },
});
