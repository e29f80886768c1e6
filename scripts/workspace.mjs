// Reads the workspace as it stands in the package.json files, without any dependency.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Every package of the workspace by name: its folder (relative to the root) and its package.json. */
export function workspacePackages() {
  const folders = ['packages', 'plugins', 'apps'].flatMap((group) =>
    existsSync(join(root, group)) ? readdirSync(join(root, group)).map((name) => `${group}/${name}`) : [],
  );
  const all = new Map();
  for (const folder of [...folders, 'bench', 'docs', 'e2e', 'tooling']) {
    const file = join(root, folder, 'package.json');
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    all.set(manifest.name, { folder, manifest });
  }
  return all;
}

/** The names of `start` and of all workspace packages it needs to run (devDependencies, which serve tests and builds, are not followed). */
export function runtimeClosure(start) {
  const all = workspacePackages();
  const found = new Set();
  const visit = (name) => {
    if (found.has(name) || !all.has(name)) return;
    found.add(name);
    for (const dependency of Object.keys(all.get(name).manifest.dependencies ?? {})) visit(dependency);
  };
  visit(start);
  return [...found];
}
