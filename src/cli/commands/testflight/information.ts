/** `mdist testflight information`: the texts for Apple and testers about an app and a build, and what is missing for Apple. */

import { findBuild } from '../../../core/stores/app-store-connect/betaTesting.ts';
import {
  readTestInformation,
  writeTestInformation,
  type TestInformationChange,
} from '../../../core/stores/app-store-connect/testInformation.ts';
import { writeWhatToTest } from '../../../core/stores/app-store-connect/whatsNew.ts';
import { parseReleaseNotes } from '../../../core/stores/releaseNotes.ts';
import { readNotesFile } from '../../../core/workflow/publish/packageForStore.ts';
import { longestConnectNotes } from '../../../core/workflow/publish/publishIpa.ts';
import { type Command } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { type CommandServices } from '../../commandServices.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { storeAppOptions } from '../store/storeAccess.ts';
import { appleAccessOptions, withAppleApp } from './appleAccess.ts';

export const testflightInformation: Command = {
  path: ['testflight', 'information'],
  summary: 'Show or change the test information of an app, and what to test in a build',
  details: [
    'Apple wants it before its beta review, which lets people outside of your team test: a description, an address for feedback and a contact. What is missing is listed. Options that are not given leave what is there.',
  ],
  options: {
    language: { type: 'text', placeholder: 'TAG', says: 'Language of the texts (default: the main language of the app)' },
    'description-file': { type: 'path', placeholder: 'FILE', says: 'File with the description for testers' },
    'feedback-email': { type: 'text', placeholder: 'EMAIL', says: 'Where feedback goes' },
    'marketing-url': { type: 'text', placeholder: 'URL', says: 'Page about the app' },
    'privacy-policy-url': { type: 'text', placeholder: 'URL', says: 'Page with the privacy policy' },
    'contact-first-name': { type: 'text', placeholder: 'NAME', says: 'Contact of Apple’s reviewers' },
    'contact-last-name': { type: 'text', placeholder: 'NAME', says: 'Contact of Apple’s reviewers' },
    'contact-phone': { type: 'text', placeholder: 'NUMBER', says: 'With the code of the country, such as +49…' },
    'contact-email': { type: 'text', placeholder: 'EMAIL', says: 'Contact of Apple’s reviewers' },
    'review-notes-file': { type: 'path', placeholder: 'FILE', says: 'File with notes for Apple’s reviewers' },
    'demo-account': {
      type: 'text',
      placeholder: 'NAME',
      says: 'Account for reviewers to sign in with; leave it out if the app needs no sign-in',
    },
    'demo-password': { type: 'secret', says: 'Source of the password of --demo-account' },
    build: { type: 'text', placeholder: 'BUILD', says: 'With --notes-file: the build' },
    'notes-file': { type: 'path', placeholder: 'FILE', says: 'File with what to test in the build' },
    ...appleAccessOptions,
    ...storeAppOptions,
  },
  examples: [
    'mdist testflight information --account apple',
    'mdist testflight information --description-file beta.txt --feedback-email beta@example.com --account apple',
    'mdist testflight information --build 43 --notes-file notes.txt --account apple',
  ],
  run: async (input, services) => {
    const change = await changeOf(input, services);
    const number = input.text('build');
    if ((number === undefined) !== !input.isGiven('notes-file')) throw usageFailure('--build and --notes-file belong together', 'Add both');
    const notes = parseReleaseNotes(await readNotesFile(services.files, input.path('notes-file')), longestConnectNotes);
    const information = await withAppleApp(input, services, async (api, app) => {
      await writeTestInformation(api, app, change);
      if (number !== undefined) await writeWhatToTest(api, app, (await findBuild(api, app.id, number)).id, notes);
      return await readTestInformation(api, app);
    });
    const { texts, contact, demoAccount, missing } = information;
    return {
      document: { ...information },
      issues: [],
      write: (page) => {
        for (const { language, description, feedbackEmail } of texts)
          page.facts([
            ['Language', language],
            ['Description', description?.replace(/\s+/g, ' ').slice(0, 80)],
            ['Feedback', feedbackEmail ?? undefined],
          ]);
        const name = [contact.firstName, contact.lastName].filter((part) => part !== null).join(' ');
        page.facts([
          ['Contact', [name, contact.email, contact.phone].filter((part) => part !== null && part !== '').join(', ') || undefined],
          ['Demo account', demoAccount?.name ?? undefined],
        ]);
        if (missing.length === 0) page.line('Apple has what it wants before a beta review.', 'green');
        else page.line(`Missing before a beta review: ${missing.join(', ')}`, 'yellow');
      },
    };
  },
};

const longestText = 64 * 1024;

async function changeOf(input: CommandInput, services: CommandServices): Promise<TestInformationChange> {
  const text = async (option: string): Promise<string | undefined> => {
    const path = input.path(option);
    if (path === undefined) return undefined;
    return (await readNotesFile(services.files, path)).slice(0, longestText).trim();
  };
  return {
    language: input.text('language'),
    texts: given({
      description: await text('description-file'),
      feedbackEmail: addressOf(input, 'feedback-email'),
      marketingUrl: pageOf(input, 'marketing-url'),
      privacyPolicyUrl: pageOf(input, 'privacy-policy-url'),
    }),
    contact: given({
      firstName: input.text('contact-first-name'),
      lastName: input.text('contact-last-name'),
      phone: input.text('contact-phone'),
      email: addressOf(input, 'contact-email'),
    }),
    demoAccount: await demoAccountOf(input, services),
    reviewNotes: await text('review-notes-file'),
  };
}

function given<Name extends string>(values: Readonly<Record<Name, string | undefined>>): Partial<Record<Name, string>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names stay as they are
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Record<Name, string>>;
}

async function demoAccountOf(input: CommandInput, services: CommandServices): Promise<TestInformationChange['demoAccount']> {
  const [name, reference] = [input.text('demo-account'), input.secret('demo-password')];
  if (name === 'none' && reference === undefined) return 'none';
  if (name === undefined && reference === undefined) return undefined;
  if (name === undefined || reference === undefined) throw usageFailure('--demo-account and --demo-password belong together', 'Add both');
  return { name, password: await readSecret(services, '--demo-password', reference) };
}

function addressOf(input: CommandInput, option: string): string | undefined {
  const value = input.text(option);
  if (value !== undefined && !/^[^\s@]+@[^\s@]+$/.test(value)) throw usageFailure(`${value} is not a mail address`, `Correct --${option}`);
  return value;
}

function pageOf(input: CommandInput, option: string): string | undefined {
  const value = input.text(option);
  if (value !== undefined && !/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    throw usageFailure(`${value} is not an http or https address`, `Correct --${option}`);
  return value;
}
