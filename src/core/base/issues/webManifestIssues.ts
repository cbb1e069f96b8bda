/** What can be wrong with a web app manifest. A wrong member is left out; the rest of the manifest still counts. */

import { defineIssues } from './defineIssues.ts';

export const webManifestIssues = defineIssues({
  'web-manifest-not-json': {
    severity: 'warning',
    message: 'The web app manifest is not JSON: {reason}',
    remedy: 'Fix the syntax; browsers ignore an invalid manifest',
  },
  'web-manifest-not-utf8': {
    severity: 'warning',
    message: 'The web app manifest is saved as {encoding}, not as UTF-8',
    remedy: 'Save it as UTF-8; browsers require it',
  },
  'web-manifest-not-object': {
    severity: 'warning',
    message: 'The web app manifest is not a JSON object',
    remedy: 'Write one object with members such as name, icons and start_url',
  },
  'web-manifest-member-wrong': {
    severity: 'warning',
    message: 'The member {member} of the web app manifest is not {wanted}, so it is ignored',
    remedy: 'Use {wanted}',
  },
  'web-manifest-color-wrong': {
    severity: 'warning',
    message: 'The member {member} of the web app manifest is not a color: {value}',
    remedy: 'Use #rrggbb, rgb(…), hsl(…) or a CSS color name',
  },
  'web-manifest-value-unknown': {
    severity: 'warning',
    message: 'The member {member} of the web app manifest has the unknown value {value}',
    remedy: 'Use one of {allowed}',
  },
  'web-manifest-address-wrong': {
    severity: 'warning',
    message: 'The member {member} of the web app manifest is not an address inside the app: {value}',
    remedy: 'Use a path relative to the manifest',
  },
});
