/**
 * What the install panel and the extension say to each other. The page shows what `view` contains and names what people
 * pressed; every word, address and file is the extension's own, and the page never sends one back.
 */

import * as z from 'zod/mini';
import { defineChannel } from './channel.ts';

/** Rooms for two QR codes: the installation link, and the address of a web app. */
const codeId = z.enum(['link', 'webAddress']);
export type CodeId = z.infer<typeof codeId>;

const factIds = [
  'appIdentifier',
  'version',
  'buildType',
  'engine',
  'created',
  'createdBy',
  'commit',
  'size',
  'sha256',
  'signer',
  'signerSha256',
  'minSdk',
  'file',
] as const;
const factId = z.enum(factIds);
export type FactId = z.infer<typeof factId>;

/** A white square of `size` units with a black path on it, quiet zone included. */
const drawing = z.object({ size: z.number(), path: z.string() });

const issue = z.object({ severity: z.enum(['error', 'warning', 'info']), message: z.string(), remedy: z.string() });
export type InstallIssue = z.infer<typeof issue>;

const action = z.enum([
  'share',
  'newLink',
  'shareOverHttps',
  'stopSharing',
  'download',
  'reveal',
  'inspect',
  'createPackage',
  'manageTrust',
]);
export type InstallAction = z.infer<typeof action>;

const button = z.object({ action, title: z.string() });
export type InstallButton = z.infer<typeof button>;

const code = z.object({ address: z.string(), drawing, label: z.string(), note: z.string() });
export type InstallCode = z.infer<typeof code>;

const link = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), code, warning: z.string(), buttons: z.array(button) }),
  /** Nothing to scan now: the text says why, and the button what can be done. */
  z.object({ kind: z.literal('none'), isWrong: z.boolean(), text: z.string(), detail: z.string(), button: z.optional(button) }),
  z.object({ kind: z.literal('busy'), text: z.string() }),
]);
export type InstallLink = z.infer<typeof link>;

const fact = z.object({
  id: factId,
  label: z.string(),
  value: z.string(),
  /** What is said behind the value. */
  note: z.string(),
  /** Shown in the font of code, with a button to copy it. */
  isCode: z.boolean(),
});
export type InstallFact = z.infer<typeof fact>;

const view = z.object({
  title: z.string(),
  subtitle: z.string(),
  /** What can be done with the file. */
  buttons: z.array(button),
  link,
  webCode: z.optional(code),
  steps: z.optional(z.object({ title: z.string(), steps: z.array(z.string()) })),
  facts: z.array(fact),
  issues: z.array(issue),
});
export type InstallView = z.infer<typeof view>;

const strings = z.object({
  scanTitle: z.string(),
  webTitle: z.string(),
  factsTitle: z.string(),
  issuesTitle: z.string(),
  copy: z.string(),
  copyLink: z.string(),
  open: z.string(),
  saveSvg: z.string(),
  savePng: z.string(),
  error: z.string(),
  warning: z.string(),
  info: z.string(),
});
export type InstallStrings = z.infer<typeof strings>;

/** What VS Code keeps of a panel over a reload: which package it shows. Empty where there is none. */
export const installPanelState = z.object({ path: z.string(), app: z.string(), record: z.string() });
export type InstallPanelState = z.infer<typeof installPanelState>;

const nothing = z.null();
/** What a screen reader announces about what was done; empty when the window itself says it. */
const said = z.object({ said: z.string() });

export const installPanelChannel = defineChannel({
  requests: {
    load: { params: nothing, result: z.object({ strings, view, state: installPanelState }) },
    act: { params: z.object({ action }), result: said },
    copyFact: { params: z.object({ fact: factId }), result: said },
    copyCode: { params: z.object({ code: codeId }), result: said },
    openCode: { params: z.object({ code: codeId }), result: said },
    saveCode: { params: z.object({ code: codeId, format: z.enum(['svg', 'png']) }), result: said },
  },
  events: { view },
});
