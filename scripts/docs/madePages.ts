/** Every file that is made from tables in the code. `npm run docs` writes them; `npm run check` compares. */

import { settingsSchema } from '../../src/core/settings/settingsSchema.ts';
import { issuesPage } from './issuesPage.ts';
import { serverApiDocument, serverApiPage } from './serverApiPage.ts';
import { settingsPage } from './settingsPage.ts';

export function madePages(): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: 'docs/issues.md', text: issuesPage() },
    { path: 'docs/settings-fields.md', text: settingsPage() },
    { path: 'docs/server-api.md', text: serverApiPage() },
    { path: 'docs/server-api.json', text: serverApiDocument() },
    { path: 'schemas/mobile-distribution.schema.json', text: `${JSON.stringify(settingsSchema(), null, 2)}\n` },
  ];
}
