/** `mdist identifier register`: an app identifier (bundle id) at Apple, with its capabilities. */

import { identifierName, registerIdentifier } from '../../../core/stores/app-store-connect/appleCertificates.ts';
import { withConnect } from '../../../core/stores/app-store-connect/connectAccess.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readStore } from '../store/storeAccess.ts';
import { appleAccessOptions } from '../testflight/appleAccess.ts';

const identifierForm = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:\.\*)?$/;
const capabilityForm = /^[A-Z][A-Z0-9_]{1,60}$/;

export const identifierRegister: Command = {
  path: ['identifier', 'register'],
  summary: 'Register an app identifier at Apple',
  details: ['An identifier that is there is left as it is; capabilities that it lacks are added, and none is removed.'],
  operands: [{ name: 'IDENTIFIER', says: 'The app identifier, such as com.example.app' }],
  options: {
    name: { type: 'text', placeholder: 'NAME', says: 'Name of the identifier at Apple (default: the identifier in words)' },
    capability: {
      type: 'text',
      placeholder: 'TYPE',
      isRepeatable: true,
      says: 'A capability in Apple’s words, such as PUSH_NOTIFICATIONS; can be repeated',
    },
    ...appleAccessOptions,
  },
  examples: ['mdist identifier register com.example.app --capability PUSH_NOTIFICATIONS --account apple'],
  run: async (input, services) => {
    const identifier = input.operands[0] ?? '';
    if (!identifierForm.test(identifier)) throw usageFailure(`${identifier} is not an app identifier`, 'Write it as com.example.app');
    const capabilities = [...new Set(input.textList('capability'))];
    const wrong = capabilities.find((each) => !capabilityForm.test(each));
    if (wrong !== undefined) throw usageFailure(`${wrong} is not a capability`, 'Write it as Apple does, such as PUSH_NOTIFICATIONS');
    const name = input.text('name') ?? identifierName(identifier);
    const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
    const made = await withConnect(await services.loadWorkflow(), account, identifier, async (api) =>
      registerIdentifier(api, { identifier, name, capabilities }),
    );
    return {
      document: { ...made },
      issues: [],
      write: (page) => {
        page.line(made.isNew ? `Registered ${identifier} at Apple.` : `${identifier} is registered at Apple already.`, 'green');
        page.facts([
          ['Name', made.name],
          ['Capabilities', made.capabilities.join(', ') || undefined],
        ]);
      },
    };
  },
};
