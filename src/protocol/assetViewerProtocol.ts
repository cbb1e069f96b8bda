/**
 * What an asset viewer (a read-only editor on a signing asset or a package) and the extension say to each other. The page shows what
 * `view` holds, part by part, and names the button that was pressed; what is behind a button, every word and every file is the
 * extension's own. No message contains a password, in either direction.
 *
 * A view consists of sections, a section of parts. A new kind of part is a row here and a file in `webview-ui/asset-viewer/parts`.
 */

import * as z from 'zod/mini';
import { defineChannel } from './channel.ts';

/** No one changes what was sent. */
function list<Item extends z.ZodMiniType>(item: Item) {
  return z.readonly(z.array(item));
}

/** How good or bad something is: told by an icon and by words, never by colour alone. */
const tone = z.enum(['plain', 'good', 'warning', 'error']);
export type AssetTone = z.infer<typeof tone>;

/** The extension knows what is behind the id. */
const button = z.object({ id: z.string(), title: z.string() });
export type AssetButton = z.infer<typeof button>;

const badge = z.object({ tone, text: z.string() });
export type AssetBadge = z.infer<typeof badge>;

const fact = z.object({
  label: z.string(),
  value: z.string(),
  /** What is said behind the value. */
  note: z.string(),
  /** Shown in the font of code. */
  isCode: z.boolean(),
  /** The id of the button that copies the value; empty where there is none. */
  copy: z.string(),
});
export type AssetFact = z.infer<typeof fact>;

const issue = z.object({
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  remedy: z.string(),
  fixes: list(button),
});

/** `codes`: the labels are names of keys, and values may have several lines. */
const factsPart = z.object({ kind: z.literal('facts'), labels: z.enum(['words', 'codes']), facts: list(fact) });
const issuesPart = z.object({ kind: z.literal('issues'), issues: list(issue) });
const textPart = z.object({ kind: z.literal('text'), tone, text: z.string(), buttons: list(button) });

/** Places on the axis are fractions of its length. */
const timelinePart = z.object({
  kind: z.literal('timeline'),
  rows: list(z.object({ label: z.string(), text: z.string(), tone, from: z.number(), to: z.number() })),
  marks: list(z.object({ kind: z.enum(['today', 'deadline']), at: z.number(), label: z.string() })),
  ticks: list(z.object({ at: z.number(), label: z.string() })),
});
export type AssetTimeline = z.infer<typeof timelinePart>;

/** Text to copy as a whole. */
const snippetPart = z.object({ kind: z.literal('snippet'), label: z.string(), text: z.string(), copy: z.string(), note: z.string() });

/** One below the other, each to be opened. */
const detailsPart = z.object({
  kind: z.literal('details'),
  items: list(z.object({ title: z.string(), note: z.string(), tone, facts: list(fact) })),
});

/** Other files and apps that belong to the asset. */
const linksPart = z.object({ kind: z.literal('links'), links: list(z.object({ title: z.string(), note: z.string(), tone, button })) });

const found = z.object({
  /** The first of them where there are too many to show. */
  items: list(z.string()),
  /** How many there are, or the answer to what was asked. */
  summary: z.string(),
  tone,
});
export type AssetSearchResult = z.infer<typeof found>;

/** Many items of one kind, with a field to search them. The extension searches; `found` is what an empty text finds. */
const searchPart = z.object({ kind: z.literal('search'), list: z.string(), label: z.string(), placeholder: z.string(), found });

const tablePart = z.object({
  kind: z.literal('table'),
  label: z.string(),
  /** Where nothing else names the table to the eye. */
  isLabelShown: z.boolean(),
  columns: list(z.object({ title: z.string(), isCode: z.boolean(), isNumber: z.boolean() })),
  /** A cell for each column; the first names the row. */
  rows: list(list(z.string())),
  /** What is said below it. */
  note: z.string(),
});

const treemapNode = z.object({
  /** The place of the parent in the list; -1 for the whole, which comes first. */
  parent: z.number(),
  name: z.string(),
  /** Its size as people read it. */
  detail: z.string(),
  bytes: z.number(),
  /** Of a palette; those of one colour belong together. */
  color: z.number(),
});
export type AssetTreemapNode = z.infer<typeof treemapNode>;

/** The larger, the more room. Anyone who cannot see it reads the table that comes with it. */
const treemapPart = z.object({ kind: z.literal('treemap'), label: z.string(), hint: z.string(), nodes: list(treemapNode) });

const part = z.discriminatedUnion('kind', [
  factsPart,
  issuesPart,
  textPart,
  timelinePart,
  snippetPart,
  detailsPart,
  linksPart,
  searchPart,
  tablePart,
  treemapPart,
]);
export type AssetPart = z.infer<typeof part>;

const section = z.object({
  /** One a view. */
  id: z.string(),
  title: z.string(),
  badges: list(badge),
  parts: list(part),
});
export type AssetSection = z.infer<typeof section>;

const view = z.object({
  title: z.string(),
  subtitle: z.string(),
  /** A picture of the asset, as a data URI. */
  icon: z.optional(z.string()),
  badges: list(badge),
  buttons: list(button),
  /** What is being read or worked out now; empty when nothing is. What is known already stays visible meanwhile. */
  busy: z.string(),
  /** What is above everything else: the file cannot be read, or a password would show more. */
  notice: z.optional(textPart),
  sections: list(section),
});
export type AssetView = z.infer<typeof view>;

/** The words of the page itself. */
const strings = z.object({ copy: z.string(), error: z.string(), warning: z.string(), info: z.string(), good: z.string() });
export type AssetViewerStrings = z.infer<typeof strings>;

/** What a screen reader announces about what was done; empty when the window itself says it. */
const said = z.object({ said: z.string() });

export const assetViewerChannel = defineChannel({
  requests: {
    load: { params: z.null(), result: z.object({ strings, view }) },
    act: { params: z.object({ id: z.string().check(z.maxLength(64)) }), result: said },
    search: { params: z.object({ list: z.string().check(z.maxLength(64)), text: z.string().check(z.maxLength(1024)) }), result: found },
  },
  events: { view },
});
