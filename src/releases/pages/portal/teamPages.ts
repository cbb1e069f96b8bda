/** The people of organizations in the portal, with their roles. */

import { Html, html } from './html.ts';
import { actionButton, csrfField, renderPortalPage, table, type PortalSession } from './portalFrame.ts';

const teamRoles = [
  ['admin', 'Owner'],
  ['collaborator', 'Developer'],
  ['member', 'Viewer'],
] as const;

export interface TeamOrganization {
  readonly name: string;
  readonly displayName: string;
  /** Of the one who looks. */
  readonly role: string;
  readonly members: readonly { readonly name: string; readonly displayName: string; readonly email: string; readonly role: string }[];
}

function roleName(role: string): string {
  return teamRoles.find(([id]) => id === role)?.[1] ?? 'Viewer';
}

function roleField(id: string, chosen: string): Html {
  return html`<select id="${id}" name="role">
    ${teamRoles.map(([role, name]) => html`<option value="${role}" ${role === chosen ? new Html(' selected') : ''}>${name}</option>`)}
  </select>`;
}

export function renderTeamPage(session: PortalSession, organizations: readonly TeamOrganization[]): string {
  const sections = organizations.map(({ name, displayName, role, members }, index) => {
    const canChange = session.canWrite && role === 'admin';
    const path = `${session.root}/people/${encodeURIComponent(name)}`;
    const rows = members.map((member, at) => {
      const change = html`<form method="post" action="${path}/role" class="row">
        ${csrfField(session)}<input type="hidden" name="user" value="${member.name}" />
        <label for="role${index}-${at}" class="only-read">Role of ${member.displayName}</label
        >${roleField(`role${index}-${at}`, member.role)}
        <button>Change</button>
      </form>`;
      return [
        member.displayName,
        member.email,
        canChange ? change : roleName(member.role),
        canChange ? actionButton(session, `${path}/remove`, 'Remove', { user: member.name }) : '',
      ];
    });
    const add =
      canChange &&
      html`<form method="post" action="${path}">
        ${csrfField(session)}
        <p>
          <label for="email${index}">Mail address</label
          ><input id="email${index}" name="email" type="email" autocomplete="off" required maxlength="254" />
        </p>
        <p><label for="new${index}">Role</label>${roleField(`new${index}`, 'collaborator')}</p>
        <p><button>Add to ${displayName}</button></p>
      </form>`;
    return html`<section aria-labelledby="org${index}">
      <h2 id="org${index}">${displayName}</h2>
      <p class="soft">Your role: ${roleName(role)}</p>
      ${table(`People of ${displayName}`, ['Name', 'Mail address', 'Role', 'Action'], rows)}${add}
    </section>`;
  });
  const none = html`<p class="soft">No organization yet. An app with the owner <code>acme</code> makes the organization acme.</p>`;
  const main = html`<p class="soft">
      Owners do everything. Developers release, and change groups, testers, devices and feedback. Viewers read. People sign in with the
      provider of your organization, by the address that is given here.
    </p>
    ${organizations.length === 0 ? none : sections}`;
  return renderPortalPage({ title: 'People', session, main });
}
