/** The engine `xcode`: builds an iOS app with Xcode, on a Mac. */

import { type Framework } from '../framework/framework.ts';
import { openXcode, planXcode } from './xcodeBuild.ts';

export const xcode: Framework = {
  id: 'xcode',
  platforms: ['ios'],
  tools: ['Xcode'],
  fixedIdentifierOn: [],
  variantsOn: ['ios'],
  isArchivedByUs: true,
  version: async ({ ports }) => (await ports.toolchains.xcodes())[0]?.version,
  open: async ({ ports, folder }) => {
    const opened = await openXcode(ports, folder);
    return { issues: opened.issues, plan: async (spec) => planXcode(ports, spec, opened) };
  },
};
