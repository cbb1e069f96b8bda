/**
 * What Apple wants to know before people outside of the team may test: a description and an address for feedback in each language, and whom its
 * reviewers reach and sign in as. It belongs to the app, not to a build.
 */

import { type Secret } from '../../base/secret.ts';
import { textField, type JsonObject } from '../jsonObject.ts';
import { type ConnectApi, type Resource } from './connectApi.ts';
import { unlessThere } from './connectRefusal.ts';

export interface TestTexts {
  readonly language: string;
  readonly description: string | null;
  readonly feedbackEmail: string | null;
  readonly marketingUrl: string | null;
  readonly privacyPolicyUrl: string | null;
}

export interface TestContact {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface TestInformation {
  readonly texts: readonly TestTexts[];
  readonly contact: TestContact;
  /** `null` when the app needs no sign-in. Its password is never shown. */
  readonly demoAccount: { readonly name: string | null } | null;
  readonly reviewNotes: string | null;
  /** Without these Apple takes no build for its beta review; names of fields. */
  readonly missing: readonly MissingInformation[];
}

export type MissingInformation =
  | 'description'
  | 'feedback-email'
  | 'contact-first-name'
  | 'contact-last-name'
  | 'contact-phone'
  | 'contact-email'
  | 'demo-account';

const localizations = 'betaAppLocalizations';
const details = 'betaAppReviewDetails';

async function readTexts(api: ConnectApi, appId: string): Promise<readonly Resource[]> {
  return await api.list(`/v1/${localizations}`, { 'filter[app]': appId });
}

async function readDetail(api: ConnectApi, appId: string): Promise<Resource> {
  return await api.get(`/v1/apps/${encodeURIComponent(appId)}/betaAppReviewDetail`);
}

/** Empty text counts as none, as Apple writes both. */
function filled(attributes: JsonObject, name: string): string | null {
  const text = textField(attributes, name)?.trim();
  return text === undefined || text === '' ? null : text;
}

export async function readTestInformation(api: ConnectApi, app: Resource): Promise<TestInformation> {
  const texts = (await readTexts(api, app.id)).map(({ attributes }) => ({
    language: textField(attributes, 'locale') ?? '',
    description: filled(attributes, 'description'),
    feedbackEmail: filled(attributes, 'feedbackEmail'),
    marketingUrl: filled(attributes, 'marketingUrl'),
    privacyPolicyUrl: filled(attributes, 'privacyPolicyUrl'),
  }));
  const { attributes } = await readDetail(api, app.id);
  const contact = {
    firstName: filled(attributes, 'contactFirstName'),
    lastName: filled(attributes, 'contactLastName'),
    phone: filled(attributes, 'contactPhone'),
    email: filled(attributes, 'contactEmail'),
  };
  const isDemoRequired = attributes['demoAccountRequired'] === true;
  const demoName = filled(attributes, 'demoAccountName');
  const isDemoMissing = isDemoRequired && (demoName === null || filled(attributes, 'demoAccountPassword') === null);
  const main = texts.find(({ language }) => language === textField(app.attributes, 'primaryLocale')) ?? texts[0];
  const absent: readonly (readonly [MissingInformation, boolean])[] = [
    ['description', (main?.description ?? null) === null],
    ['feedback-email', (main?.feedbackEmail ?? null) === null],
    ['contact-first-name', contact.firstName === null],
    ['contact-last-name', contact.lastName === null],
    ['contact-phone', contact.phone === null],
    ['contact-email', contact.email === null],
    ['demo-account', isDemoMissing],
  ];
  return {
    texts,
    contact,
    demoAccount: isDemoRequired ? { name: demoName } : null,
    reviewNotes: filled(attributes, 'notes'),
    missing: absent.flatMap(([name, isAbsent]) => (isAbsent ? [name] : [])),
  };
}

/** What is absent stays as it is. */
export interface TestInformationChange {
  /** Of the texts; the main language of the app when it is absent. */
  readonly language?: string | undefined;
  readonly texts: Partial<Readonly<Record<'description' | 'feedbackEmail' | 'marketingUrl' | 'privacyPolicyUrl', string>>>;
  readonly contact: Partial<Readonly<Record<'firstName' | 'lastName' | 'phone' | 'email', string>>>;
  readonly demoAccount?: { readonly name: string; readonly password: Secret } | 'none' | undefined;
  readonly reviewNotes?: string | undefined;
}

export async function writeTestInformation(api: ConnectApi, app: Resource, change: TestInformationChange): Promise<void> {
  await writeTexts(api, app, change);
  const { firstName, lastName, phone, email } = change.contact;
  const given: Readonly<Record<string, string | boolean | undefined>> = {
    contactFirstName: firstName,
    contactLastName: lastName,
    contactPhone: phone,
    contactEmail: email,
    notes: change.reviewNotes,
    ...demoAttributes(change.demoAccount),
  };
  const attributes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(attributes).length > 0) await api.update(`/v1/${details}`, details, (await readDetail(api, app.id)).id, attributes);
}

function demoAttributes(account: TestInformationChange['demoAccount']): Readonly<Record<string, string | boolean>> {
  if (account === undefined) return {};
  if (account === 'none') return { demoAccountRequired: false };
  return { demoAccountRequired: true, demoAccountName: account.name, demoAccountPassword: account.password.reveal() };
}

async function writeTexts(api: ConnectApi, app: Resource, { language, texts }: TestInformationChange): Promise<void> {
  if (Object.keys(texts).length === 0) return;
  const locale = language ?? textField(app.attributes, 'primaryLocale') ?? 'en-US';
  const find = async () => (await readTexts(api, app.id)).find(({ attributes }) => textField(attributes, 'locale') === locale);
  const known = await find();
  if (!known) {
    const relationships = { app: ['apps', app.id] } as const;
    const create = api.create(`/v1/${localizations}`, { type: localizations, attributes: { locale, ...texts }, relationships });
    if (await unlessThere(create, async () => (await find()) !== undefined)) return;
  }
  const found = known ?? (await find());
  if (found) await api.update(`/v1/${localizations}`, localizations, found.id, texts);
}
