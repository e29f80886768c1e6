/** Small values kept under a prefix, as JSON. Where the browser refuses, they live as long as the page. */
export interface Store {
  read<T>(name: string): T | undefined;
  /** `undefined` removes it. */
  write(name: string, value: unknown): void;
  /** The full key of a name, as storage events tell it. */
  key(name: string): string;
  /** Removes all under the prefix. */
  clear(): void;
}

/** Opens a store in `area`; `area` may throw (storage blocked), and so may each access (quota, policy). */
export function openStore(prefix: string, area: () => Storage): Store {
  const memory = new Map<string, string>();
  const attempt = <T>(access: (storage: Storage) => T): T | undefined => {
    try {
      return access(area());
    } catch {
      return undefined;
    }
  };
  const key = (name: string): string => prefix + name;
  return {
    key,
    read<T>(name: string) {
      const text = memory.get(name) ?? attempt((storage) => storage.getItem(key(name)));
      try {
        return text ? (JSON.parse(text) as T) : undefined;
      } catch {
        return undefined;
      }
    },
    write(name, value) {
      const text = value === undefined ? undefined : JSON.stringify(value);
      memory.delete(name);
      const kept = attempt((storage) => {
        if (text === undefined) storage.removeItem(key(name));
        else storage.setItem(key(name), text);
        return true;
      });
      if (!kept && text !== undefined) memory.set(name, text);
    },
    clear() {
      memory.clear();
      attempt((storage) => {
        for (const name of Object.keys(storage)) if (name.startsWith(prefix)) storage.removeItem(name);
      });
    },
  };
}
