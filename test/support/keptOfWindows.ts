/** What VS Code keeps for an extension from one window to the next: secrets, and values by name. */

export class KeptOfWindows {
  readonly secrets = new Map<string, string>();
  readonly values = new Map<string, unknown>();

  readonly storage = {
    get: async (name: string) => this.secrets.get(name),
    store: async (name: string, value: string) => void this.secrets.set(name, value),
    delete: async (name: string) => void this.secrets.delete(name),
    keys: async () => [...this.secrets.keys()],
    onDidChange: () => ({ dispose: () => undefined }),
  };

  readonly index = {
    keys: () => [...this.values.keys()],
    get: <Value>(name: string, otherwise?: Value) => (this.values.get(name) as Value | undefined) ?? otherwise,
    update: async (name: string, value: unknown) => void this.values.set(name, structuredClone(value)),
  };
}
