import { type DeadLetter, type DomainEvent } from '../model';
import { type PluginRuntime, type Storage } from '../ports';

/**
 * Brings an event to the plugins, for the relay: fulfilled only when every listener has taken it, or its dead letter is stored. Where the
 * storage fails the letters are kept in mind, so that the same event again stores them and brings nothing to anybody twice.
 *
 * @example
 * const relay = createRelay({ storage, logger, deliver: createPluginDelivery({ storage, plugins: host }) });
 */
export function createPluginDelivery({
  storage,
  plugins,
}: {
  storage: Pick<Storage, 'deadLetters'>;
  plugins: Pick<PluginRuntime, 'emit'>;
}): (event: DomainEvent) => Promise<void> {
  const unstored = new Map<string, readonly DeadLetter[]>();
  return async (event) => {
    const dead = unstored.get(event.id) ?? (await plugins.emit(event)).dead;
    if (dead.length === 0) return;
    unstored.set(event.id, dead);
    for (const letter of dead) await storage.deadLetters.put(letter);
    unstored.delete(event.id);
  };
}
