import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from './start-error';

const resolve = createRequire(import.meta.url).resolve;

/**
 * The folders of what browsers load.
 *
 * @throws StartError where they were not built.
 */
export function builtFiles(): { admin: string; widget: string } {
  const files = {
    admin: join(dirname(resolve('@beckon/admin/package.json')), 'dist'),
    widget: join(dirname(resolve('@beckon/widget')), 'cdn'),
  };
  for (const folder of Object.values(files))
    if (!existsSync(folder))
      throw new StartError(
        `${folder} is missing: nothing was built yet. Run npm start, which builds first, or npm run build.`,
      );
  return files;
}
