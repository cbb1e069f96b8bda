/** What can be wrong with a web app manifest. A wrong member is left out; the rest of the manifest still counts. */

import { defineIssues } from './defineIssues.ts';

export const webManifestIssues = defineIssues({
  'web-manifest-not-json': {
    severity: 'warning',
    message: 'The web app manifest is not JSON: {reason}',
    remedy: 'Mend it: as it is, browsers ignore it too',
  },
  'web-manifest-not-utf8': {
    severity: 'warning',
    message: 'The web app manifest is saved as {encoding}, not as UTF-8',
    remedy: 'Save it as UTF-8: browsers read it as nothing else',
  },
  'web-manifest-not-object': {
    severity: 'warning',
    message: 'The web app manifest is no JSON object',
    remedy: 'Write one object with members such as name, icons and start_url',
  },
  'web-manifest-member-wrong': {
    severity: 'warning',
    message: 'The member {member} of the web app manifest is not {wanted}, so it does not count',
    remedy: 'Give it a value that is {wanted}',
  },
  'web-manifest-color-wrong': {
    severity: 'warning',
    message: 'The member {member} of the web app manifest is no colour: {value}',
    remedy: 'Write it as #rrggbb, rgb(…), hsl(…) or a colour name of CSS',
  },
  'web-manifest-value-unknown': {
    severity: 'warning',
    message: 'The member {member} of the web app manifest has the unknown value {value}',
    remedy: 'Use one of {allowed}',
  },
  'web-manifest-address-wrong': {
    severity: 'warning',
    message: 'The member {member} of the web app manifest is no address inside the app: {value}',
    remedy: 'Write it as a path relative to the manifest',
  },
});
