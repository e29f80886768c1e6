/** Small values kept under a prefix, as JSON. Where the browser refuses, they live as long as the page. */
export interface Store {
  kept<T>(name: string): T | undefined;
  /** `undefined` removes it. */
  write(name: string, value: unknown): void;
  /** The full key of a name, as storage events tell it. */
  key(name: string): string;
  /** Removes all under the prefix. */
  clear(): void;
}

/** Opens a store in `area`; `area` may throw (storage blocked), and so may each access (quota, policy). */
export function openStore(prefix: string, area: () => Storage): Store {
  let memory: Record<string, string | undefined> = {};
  const key = (name: string): string => prefix + name;
  return {
    key,
    kept<T>(name: string) {
      try {
        return (JSON.parse(memory[name] ?? (area().getItem(key(name)) as string)) as T | null) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(name, value) {
      const text = JSON.stringify(value) as string | undefined;
      memory[name] = undefined;
      try {
        if (text) area().setItem(key(name), text);
        else area().removeItem(key(name));
      } catch {
        memory[name] = text;
      }
    },
    clear() {
      memory = {};
      try {
        for (const name of Object.keys(area())) if (name.startsWith(prefix)) area().removeItem(name);
      } catch {
        // Where nothing can be removed, nothing was kept.
      }
    },
  };
}
