/** A browser without windows for the pages of a release server: it keeps one cookie a name, and sends forms with the token of their page. */

export class PortalBrowser {
  readonly #url: string;
  readonly cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  /** A path of the server, or a whole address. Redirects are not followed. */
  async open(path: string, options: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, ...Object.fromEntries(new Headers(options.headers)) };
    const answer = await fetch(new URL(path, this.#url), { redirect: 'manual', ...options, headers });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  async text(path: string): Promise<string> {
    return await (await this.open(path)).text();
  }

  /** Of the session, as every form has it. */
  async csrf(): Promise<string> {
    return /name="csrf" value="([^"]+)"/.exec(await this.text('/portal'))?.[1] ?? '';
  }

  async send(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    return await this.post(path, { csrf: await this.csrf(), ...fields });
  }

  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return await this.open(path, { method: 'POST', body: new URLSearchParams(fields) });
  }
}
