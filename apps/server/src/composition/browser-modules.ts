import { readFile } from 'node:fs/promises';
import { type Logger } from '@beckon/domain';
import { type HostBrowserModule } from '@beckon/plugin-host';

/** Reads the browser modules of plugins. One that cannot be read is named in the log; its facts are unknown, and all else goes on. */
export async function readBrowserModules(
  modules: readonly HostBrowserModule[],
  logger: Logger,
): Promise<{ plugin: string; text: string }[]> {
  const read = await Promise.all(
    modules.map(async ({ plugin, file }) => {
      try {
        return [{ plugin, text: await readFile(file, 'utf8') }];
      } catch (error) {
        logger.error(
          `The browser module of the plugin "${plugin}" cannot be read: what it finds out stays unknown. Build the plugin, or install it anew.`,
          { plugin, file: file.href, error: String(error) },
        );
        return [];
      }
    }),
  );
  return read.flat();
}
