import { done, refuse } from '../answer';
import { fromSaved, invalid, missing } from '../answer/from-saved';
import { deny } from '../answer/permit';
import { type Context } from '../context';
import { type PluginSettings } from '../model';
import { type AppliedSettings, type OptionIssue, type RunningPlugin } from '../ports';
import { checkOptionTexts } from './check-options';
import { type Plugins, type PluginView } from './plugins';

/** The use-cases of plugins. */
export function createPlugins({
  storage,
  clock,
  logger,
  plugins: runtime,
  appliedSettings,
}: Context): Plugins {
  const applied = new Map<string, AppliedSettings>(appliedSettings);
  // One change after the other: what is in force is then what was saved last.
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  }

  const running = () => runtime?.state() ?? { plugins: [], pendingEvents: 0 };

  function viewOf(plugin: RunningPlugin, settings: PluginSettings | null, deadLetters: number): PluginView {
    const shown = asJsonObject(plugin.currentOptions);
    const problem =
      applied.get(plugin.name)?.problem ??
      (shown === null ? 'Its options cannot be shown: they are no JSON.' : null) ??
      (plugin.health === 'switchedOff'
        ? 'Part of it held the whole server up and was switched off until the next start. Mend the plugin.'
        : null);
    return {
      ...plugin,
      currentOptions: shown ?? {},
      revision: settings?.revision ?? 0,
      updatedAt: settings?.updatedAt ?? null,
      deadLetters,
      problem,
    };
  }

  /** A plugin as it is now. */
  async function view(name: string): Promise<PluginView | null> {
    const plugin = running().plugins.find((candidate) => candidate.name === name);
    if (!plugin) return null;
    const [settings, counts] = await Promise.all([storage.plugins.get(name), storage.deadLetters.count()]);
    return viewOf(plugin, settings, counts.find((entry) => entry.plugin === name)?.count ?? 0);
  }

  /** Puts saved settings in force, once a revision; what the plugin refuses leaves what was in force, and is said. */
  async function apply({ name, options, revision }: PluginSettings): Promise<void> {
    if (
      !runtime ||
      applied.get(name)?.revision === revision ||
      !running().plugins.some((plugin) => plugin.name === name)
    )
      return;
    const configured = await runtime.configure(name, options);
    const problem = configured.ok
      ? null
      : `The saved options are not in force: ${wordsOf(configured.issues)}`;
    applied.set(name, { revision, problem });
    if (problem !== null) logger.warn(`Plugin "${name}": ${problem}`, { plugin: name, revision });
  }

  async function refresh(): Promise<void> {
    for (const settings of await storage.plugins.list()) await apply(settings);
  }

  return {
    async list({ actor }) {
      const denied = deny(actor, 'plugins:manage');
      if (denied) return denied;
      const { plugins, pendingEvents } = running();
      const [saved, counts] = await Promise.all([storage.plugins.list(), storage.deadLetters.count()]);
      const settingsOf = new Map(saved.map((settings) => [settings.name, settings]));
      const lettersOf = new Map(counts.map(({ plugin, count }) => [plugin, count]));
      return done({
        plugins: plugins.map((plugin) =>
          viewOf(plugin, settingsOf.get(plugin.name) ?? null, lettersOf.get(plugin.name) ?? 0),
        ),
        deadLetters: counts.reduce((sum, { count }) => sum + count, 0),
        pendingEvents,
      });
    },

    async saveOptions({ actor, name, options, revision }) {
      const denied = deny(actor, 'plugins:manage');
      if (denied) return denied;
      const texts = checkOptionTexts(options);
      if (texts.length > 0) return invalid(texts);
      return inTurn(async () => {
        if (!runtime || !(await view(name))) return missing('plugin');
        const before = await storage.plugins.get(name);
        if (before) await apply(before);
        if ((before?.revision ?? 0) !== revision) {
          return refuse(
            'stale',
            'Somebody else has saved options of this plugin since you opened them. Look at them as they are now and make your change again.',
            { current: await view(name) },
          );
        }
        const configured = await runtime.configure(name, options);
        if (!configured.ok)
          return invalid(
            configured.issues.map(({ path, code, message }) => ({ path: `/options${path}`, code, message })),
          );
        // Until it is stored what is in force is what nobody saved: should storing fail, the next refresh puts the stored options back.
        applied.delete(name);
        const saved = await storage.plugins.save(
          { name, options: asJsonObject(configured.options) ?? {}, revision, updatedAt: clock.now() },
          revision,
        );
        if (!saved.ok) {
          // Another server was first: its options are to be in force.
          await refresh();
          const answer = fromSaved<unknown>(saved, 'plugin');
          return answer.ok || answer.error.code !== 'stale'
            ? missing('plugin')
            : refuse('stale', answer.error.message, { current: await view(name) });
        }
        applied.set(name, { revision: saved.value.revision, problem: null });
        const now = await view(name);
        return now ? done(now) : missing('plugin');
      });
    },

    async deadLetters({ actor, after, limit }) {
      const denied = deny(actor, 'plugins:manage');
      return denied ?? done(await storage.deadLetters.list(after, limit));
    },

    async replay({ actor, deadLetterId }) {
      const denied = deny(actor, 'plugins:manage');
      if (denied) return denied;
      const letter = await storage.deadLetters.get(deadLetterId);
      if (!letter || !runtime) return missing('dead letter');
      const replayed = await runtime.replay(letter);
      if (replayed.ok) {
        await storage.deadLetters.remove(letter.id);
        return done(null);
      }
      if (replayed.attempts > letter.attempts)
        await storage.deadLetters.put({ ...letter, attempts: replayed.attempts, error: replayed.error });
      return refuse('conflict', `The event was not taken: ${replayed.error}`);
    },

    async removeDeadLetter({ actor, deadLetterId }) {
      const denied = deny(actor, 'plugins:manage');
      if (denied) return denied;
      await storage.deadLetters.remove(deadLetterId);
      return done(null);
    },

    async choices({ actor, list }) {
      const denied = deny(actor, 'automations:read');
      if (denied) return denied;
      const loaded = await runtime?.choices(list);
      if (loaded?.ok) return done(loaded.options);
      return loaded?.reason === 'failed' ? refuse('unavailable', loaded.error) : missing('list of choices');
    },

    refresh: () => inTurn(refresh),
  };
}

function wordsOf(issues: readonly OptionIssue[]): string {
  return issues.map(({ message }) => message).join(' ');
}

/** A copy as JSON has it; `null` where it is none. */
function asJsonObject(value: unknown): Record<string, unknown> | null {
  try {
    const copy: unknown = JSON.parse(JSON.stringify(value ?? {}));
    return typeof copy === 'object' && copy !== null && !Array.isArray(copy)
      ? (copy as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
